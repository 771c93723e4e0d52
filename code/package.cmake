# `cmake --install build` installs the libraries, so that another project finds them with
# find_package(raft), and the program (docs/library.md).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(PACKAGE ${CMAKE_INSTALL_LIBDIR}/cmake/raft)

# Beside other people's headers, names like "core/log.h" could be anybody's. So an installed header
# names the others as their users do: "raft/core/log.h".
foreach(name core server simulation tools)
  get_target_property(folders raft-${name} RAFT_FOLDERS)
  foreach(folder ${folders})
    install(CODE "
      file(GLOB headers RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}
        ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h)
      foreach(header \${headers})
        file(READ ${CMAKE_CURRENT_SOURCE_DIR}/\${header} text)
        string(REPLACE [[#include \"]] [[#include \"raft/]] text \"\${text}\")
        file(WRITE ${PROJECT_BINARY_DIR}/package/include/raft/\${header} \"\${text}\")
      endforeach()" COMPONENT library)
    install(DIRECTORY ${PROJECT_BINARY_DIR}/package/include/raft/${folder}
      DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/raft COMPONENT library)
  endforeach()
  install(TARGETS raft-${name} EXPORT raft-${name}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
  install(EXPORT raft-${name} NAMESPACE raft:: DESTINATION ${PACKAGE} COMPONENT library)
endforeach()

write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/raft-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES raft-config.cmake ${PROJECT_BINARY_DIR}/package/raft-config-version.cmake
  DESTINATION ${PACKAGE} COMPONENT library)

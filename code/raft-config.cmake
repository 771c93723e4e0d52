# What find_package(raft) reads. Components are core, server, simulation and tools; who names none
# gets all for which the libraries are there. raft::core and raft::server need none.
include(${CMAKE_CURRENT_LIST_DIR}/raft-core.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/raft-server.cmake)
set(raft_core_FOUND ON)
set(raft_server_FOUND ON)

set(raft_more_than_these ${raft_FIND_COMPONENTS})
list(REMOVE_ITEM raft_more_than_these core server)
if(raft_more_than_these OR NOT raft_FIND_COMPONENTS)
  find_package(fmt QUIET)
  find_package(nlohmann_json QUIET)
  find_package(Threads QUIET)
  if(fmt_FOUND AND nlohmann_json_FOUND AND Threads_FOUND)
    include(${CMAKE_CURRENT_LIST_DIR}/raft-simulation.cmake)
    include(${CMAKE_CURRENT_LIST_DIR}/raft-tools.cmake)
    set(raft_simulation_FOUND ON)
    set(raft_tools_FOUND ON)
  endif()
endif()

foreach(component ${raft_FIND_COMPONENTS})
  if(raft_FIND_REQUIRED_${component} AND NOT raft_${component}_FOUND)
    set(raft_FOUND OFF)
    set(raft_NOT_FOUND_MESSAGE "There is no raft::${component}. There are core, server, \
simulation and tools; the last two need fmt and nlohmann_json, which must be found first.")
  endif()
endforeach()

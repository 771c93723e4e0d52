#include "text/as_xml.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

TEST(AsXml, NothingCanEndAnElementOrAnAttribute) {
  EXPECT_EQ(as_xml(R"(<b a="x">R&D</b>)"), "&lt;b a=&quot;x&quot;&gt;R&amp;D&lt;/b&gt;");
}

}  // namespace
}  // namespace raft

#include "campaign/draw.h"

#include "campaign/beginning.h"
#include "campaign/survival.h"
#include "campaign/trouble.h"

namespace raft {
namespace {

// Not the stage's own stream: what is drawn must not depend on how much chance the stage has used.
Dice dice_of(std::uint64_t seed) { return Dice(Random(seed ^ 0xca3b'a16e).split()); }

Scene scene_of(const NodeType& node, std::uint64_t seed) {
  Dice dice = dice_of(seed);
  DrawnBeginning beginning = draw_beginning(dice, node.name, seed);
  Scene scene{.script = Script(node, std::move(beginning.lines)),
              .dice = dice,
              .network = std::move(beginning.network)};
  scene.script.say(beginning.clients);
  return scene;
}

// Mostly some quiet time in between, so that there is something to lose.
void make_troubles(Scene& scene, Tally& tally) {
  tally.troubles.resize(troubles().size());
  scene.wait(100, 600);
  for (auto left = scene.dice.number(5, 18); left > 0 && !scene.script.over(); --left) {
    const std::size_t kind = draw_trouble(scene);
    ++tally.troubles[kind];
    troubles()[kind].make(scene);
    scene.wait(10, scene.dice.chance(30) ? 50 : 350);
    mend_some(scene);
    if (scene.dice.chance(30)) scene.wait(10, 200);
  }
}

}  // namespace

DrawnRun draw_run(const NodeType& node, std::uint64_t seed) {
  Scene scene = scene_of(node, seed);
  Tally troubles;
  make_troubles(scene, troubles);
  DrawnRun run{.seed = seed, .demands_from = scene.script.lines().size()};
  demand_survival(scene);
  run.lines = scene.script.lines();
  run.failure = scene.script.failure();
  run.tally = tally_of(scene.stage());
  run.tally.lines = run.lines.size();
  run.tally.add(troubles);
  return run;
}

}  // namespace raft

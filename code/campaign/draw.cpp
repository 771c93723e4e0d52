#include "campaign/draw.h"

#include "campaign/beginning.h"
#include "campaign/demands.h"
#include "campaign/recovery.h"
#include "campaign/trouble.h"

namespace raft {
namespace {

// Not the stage's own stream: what is drawn must not depend on how much chance the stage has used.
Dice dice_of(std::uint64_t seed) { return Dice(Random(seed ^ 0xca3b'a16e).split()); }

Scene scene_of(const NodeType& node, std::uint64_t seed, const LineWatch& watch) {
  Dice dice = dice_of(seed);
  DrawnBeginning beginning = draw_beginning(dice, node.name, seed);
  Scene scene{.script = Script(node, std::move(beginning.lines), watch),
              .dice = dice,
              .network = std::move(beginning.network)};
  scene.script.say(beginning.clients);
  return scene;
}

// Mostly some quiet time in between, so that there is something to lose.
void make_troubles(Scene& scene, Tally& tally) {
  scene.script.say(scene.network);
  scene.wait(100, 600);
  for (auto left = scene.dice.number(4, 12); left > 0 && !scene.script.over(); --left) {
    const std::size_t kind = draw_trouble(scene);
    ++tally.troubles[kind];
    troubles()[kind].make(scene);
    scene.wait(10, scene.dice.chance(30) ? 50 : 350);
    mend_some(scene);
    if (scene.dice.chance(30)) scene.wait(10, 200);
  }
}

}  // namespace

DrawnRun draw_run(const NodeType& node, std::uint64_t seed, const LineWatch& watch) {
  Scene scene = scene_of(node, seed, watch);
  DrawnRun run{.seed = seed};
  Tally drawn;
  drawn.troubles.resize(troubles().size());
  for (auto rounds = scene.dice.number(3, 6); rounds > 0 && !scene.script.over(); --rounds) {
    make_troubles(scene, drawn);
    run.demands_from = scene.script.lines().size();
    demand_recovery(scene, drawn);
  }
  demand_agreement(scene);
  run.lines = scene.script.lines();
  // What the clients saw may be so entangled that the search for an order was ended at its limit.
  // That is no failure, and no pass either: it is counted.
  const auto& failure = scene.script.failure();
  const bool undecided = failure && failure->undecided;
  if (!undecided) run.failure = failure;
  run.tally = tally_of(scene.stage());
  run.tally.undecided = undecided ? 1 : 0;
  run.tally.lines = run.lines.size();
  run.tally.add(drawn);
  return run;
}

}  // namespace raft

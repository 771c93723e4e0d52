/**
 * The events of a run in larger pieces, as in code/rendering/steps.h: a step is what one server did
 * at one moment. The trace says where each begins (`opens`) and which events bring nothing new
 * (`quiet`); a trace that says neither is taken event by event.
 */

/** The steps of `events`: { from, to, first, server, t, quiet }, where from and to are counts of
 * events, so that model.at(from) is the state before the step and model.at(to) the one after. */
export function stepsOf(events) {
  const told = events.some((event) => event.opens);
  const steps = [];
  events.forEach((event, i) => {
    if (!told || event.opens || steps.length === 0) {
      steps.push({
        from: i,
        to: i,
        first: event,
        server: event.server ?? null,
        t: event.t,
        quiet: true,
      });
    }
    const step = steps.at(-1);
    step.to = i + 1;
    step.quiet &&= event.quiet === true;
  });
  return steps;
}

/** What concerns the whole cluster, and is told across all servers. */
const across = new Set([
  'caption',
  'expectation',
  'violated',
  'partitioned',
  'link_cut',
  'link_mended',
  'healed',
]);
export const isAcross = (event) => across.has(event.kind);

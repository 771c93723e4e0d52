// The space-time diagram: nothing later stands higher, nothing covers anything.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { layOut } from '../../code/drawing/layout.js';
import { everyoneIn } from '../../code/drawing/trace.js';
import { run, scenarios } from './runs.mjs';

const laidOut = (scenario, options) => {
  const { trace, model } = run(scenario);
  return layOut(model, { names: everyoneIn(trace), width: 600, ...options });
};
const ofType = (layout, type) => layout.shapes.filter((shape) => shape.type === type);

for (const scenario of scenarios) {
  test(`${scenario}: what happened later never stands higher`, () => {
    for (const zoom of [0.2, 1, 2]) {
      const { y } = laidOut(scenario, { zoom });
      for (let n = 1; n < y.length; ++n) assert.ok(y[n] >= y[n - 1], `event ${n} at zoom ${zoom}`);
    }
  });

  test(`${scenario}: messages go down, and never up`, () => {
    for (const { y1, y2 } of ofType(laidOut(scenario), 'arrow')) assert.ok(y2 >= y1);
  });

  test(`${scenario}: pills and strips of one line do not overlap`, () => {
    const layout = laidOut(scenario);
    const boxes = [...ofType(layout, 'pill'), ...ofType(layout, 'strip')].sort(
      (a, b) => a.top - b.top,
    );
    for (const [i, box] of boxes.entries()) {
      const next = boxes.slice(i + 1).find((other) => other.x === box.x);
      if (next)
        assert.ok(next.top >= box.bottom, `${box.text ?? 'strip'} and ${next.text ?? 'strip'}`);
    }
  });

  test(`${scenario}: labels cover neither each other nor the points of arrows`, () => {
    const labels = ofType(laidOut(scenario), 'label');
    const meet = (a, b) =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    labels.forEach((a, i) => {
      for (const b of labels.slice(i + 1)) assert.ok(!meet(a, b), `${a.text} and ${b.text}`);
    });
  });

  test(`${scenario}: each shape is found where it stands`, () => {
    const layout = laidOut(scenario);
    for (const shape of layout.shapes) {
      assert.ok(layout.between(shape.top, shape.bottom).has(shape), shape.type);
    }
    assert.equal(layout.at(layout.height), layout.y.length - 1);
    assert.equal(layout.at(-1), 0);
  });
}

test('less room for time makes the diagram shorter', () => {
  assert.ok(
    laidOut('02-election/split-vote', { zoom: 0.3 }).height <
      laidOut('02-election/split-vote').height,
  );
});

// Where the space goes, as the System page shows it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PARTS, partsOf, spaceTone } from "../src/system/space";
import type { SystemState } from "../src/system/types";

const state = (disk: SystemState["disk"], sizes = { files: 10, points: 20, database: 50 }) =>
  ({
    disk,
    files: { bytes: sizes.files, count: 1, keepDays: 30 },
    points: { bytes: sizes.points, count: 1 },
    database: { bytes: sizes.database },
  }) as SystemState;

test("the parts of the space add up to the disk", () => {
  const parts = partsOf(state({ total: 1000, free: 400, reserved: 50 }));
  assert.deepEqual(parts, {
    files: 10,
    points: 20,
    database: 30,
    other: 540,
    free: 350,
    reserved: 50,
  });
  assert.equal(
    PARTS.reduce((n, p) => n + parts[p], 0),
    1000,
  );
});

test("nothing is negative where sizes were taken at different moments", () => {
  const parts = partsOf(
    state({ total: 100, free: 30, reserved: 50 }, { files: 60, points: 90, database: 40 }),
  );
  assert.deepEqual(parts, { files: 60, points: 40, database: 0, other: 0, free: 0, reserved: 30 });
});

test("the space is fine, scarce, or gone for uploads", () => {
  assert.equal(spaceTone(state({ total: 1000, free: 400, reserved: 50 })), "good");
  assert.equal(spaceTone(state({ total: 1000, free: 140, reserved: 50 })), "warn");
  assert.equal(spaceTone(state({ total: 1000, free: 50, reserved: 50 })), "bad");
});

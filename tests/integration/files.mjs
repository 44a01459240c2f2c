// Datasets for tests: a file goes the whole way from POST to ready.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ok } from "./client.mjs";

/** Makes a dataset and puts the file where its URL says; the dataset is not completed yet. */
export async function put(client, content, input = {}) {
  const made = ok(await client.post("/api/datasets", { name: "file", fileType: "csv", ...input }), 201);
  const answer = await client.call("PUT", made.uploadUrl, { raw: content });
  assert.equal(answer.status, 201, answer.text);
  return made.dataset;
}

/** Waits until a dataset is ready or has failed. */
export async function settled(client, id) {
  for (;;) {
    const dataset = ok(await client.get(`/api/datasets/${id}`), 200);
    if (dataset.status === "ready" || dataset.status === "error") return dataset;
    await sleep(50);
  }
}

/** The dataset that a file has become; its status is "ready" or "error". */
export async function upload(client, content, input = {}) {
  const { id } = await put(client, content, input);
  ok(await client.call("POST", `/api/datasets/${id}/complete`), 202);
  return settled(client, id);
}

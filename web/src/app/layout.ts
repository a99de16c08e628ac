// Where things lie: worked out once over all times, in a worker, and never again by scrubbing.

import workerAddress from "./layout.worker?worker&url";
import type { Picture } from "./picture";

/** What the worker is asked: the nodes, the edges between their places, and where some lie already. */
export interface LayoutQuestion {
  ids: string[];
  claims: boolean[];
  links: [number, number][];
  known: Record<string, [number, number]>;
}

/** Places of nodes by id, in units of the picture. */
export type Places = Record<string, [number, number]>;

// Trusted Types, where the browser has them: the one script that this page may start from an address.
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): string };
}
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy("onrecord-worker", {
  createScriptURL: (address) => {
    if (address !== workerAddress) throw new TypeError(`worker ${address}: only the layout may be started`);
    return address;
  },
});

/** Finds places for the nodes of a picture. Those that are known stay where they are. */
export function findPlaces(picture: Picture, known: Places): Promise<Places> {
  const address = policy?.createScriptURL(workerAddress) ?? workerAddress;
  const worker = new Worker(address, { type: "module" });
  const question: LayoutQuestion = {
    ids: picture.nodes.map((node) => node.id),
    claims: picture.nodes.map((node) => node.claim !== null),
    links: picture.edges.map((edge) => [edge.source, edge.target]),
    known,
  };
  return new Promise<Places>((resolve, reject) => {
    worker.onmessage = (message: MessageEvent<Places>) => resolve(message.data);
    worker.onerror = (event) => reject(new Error(`the layout failed: ${event.message}`));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

import { useMemo } from "react";
import type { NodeKind } from "../gql/graphql";
import { go } from "./history";
import { KindIcon } from "./icons";
import { sceneOf } from "./picture";
import { looks } from "./shapes";
import type { SideProps } from "./side";
import { kindNames, plain, words } from "./words";

/** What to leave out and whom to go by, each with how much of it there is at the moment. */
export function Filters({ picture, sources, view, lens }: SideProps) {
  // Counts are of what shows at the moment with no filter, so that a switched-off line says what it hides.
  const counts = useMemo(() => {
    const none = { ...lens, hiddenKinds: new Set<string>(), hiddenTypes: new Set<string>() };
    const open = sceneOf(picture, none);
    const kinds = new Map<string, number>();
    const types = new Map<string, Set<string>>();
    for (const [index, node] of picture.nodes.entries()) {
      if (!kinds.has(node.kind)) kinds.set(node.kind, 0);
      if (open.nodes[index]) kinds.set(node.kind, (kinds.get(node.kind) ?? 0) + 1);
    }
    for (const [index, edge] of picture.edges.entries()) {
      const claims = types.get(edge.type) ?? new Set();
      if (open.edges[index]) claims.add(edge.claim);
      types.set(edge.type, claims);
    }
    return {
      kinds: [...kinds].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)),
      types: [...types].map(([type, of]) => [type, of.size] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  }, [picture, lens]);
  const toggle = (key: "hiddenKinds" | "hiddenTypes" | "sources", word: string) => {
    const list = view[key];
    go({ [key]: list.includes(word) ? list.filter((other) => other !== word) : [...list, word].sort() });
  };
  const any = view.hiddenKinds.length + view.hiddenTypes.length + view.sources.length > 0;
  return (
    <>
      <label className="check also">
        <input type="checkbox" checked={view.also} onChange={() => go({ also: !view.also })} />
        <span>{words.also}</span>
      </label>
      {any && (
        <button
          type="button"
          className="clear"
          onClick={() => go({ hiddenKinds: [], hiddenTypes: [], sources: [] })}
        >
          {words.clearFilters}
        </button>
      )}
      <fieldset>
        <legend>{words.filterKinds}</legend>
        {counts.kinds.map(([kind, count]) => (
          <label key={kind} className={count === 0 ? "check none" : "check"}>
            <input
              type="checkbox"
              checked={!view.hiddenKinds.includes(kind)}
              onChange={() => toggle("hiddenKinds", kind)}
            />
            <KindIcon kind={kind as NodeKind} />
            <span>{kindNames[kind as NodeKind][1]}</span>
            <data value={count}>{count}</data>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.filterSources}</legend>
        <p className="hint">{words.filterSourcesHint}</p>
        {sources.map(({ entity, claims }) => (
          <label key={entity.id} className="check">
            <input
              type="checkbox"
              checked={view.sources.includes(entity.id)}
              onChange={() => toggle("sources", entity.id)}
            />
            <KindIcon kind={entity.kind} />
            <span>{entity.name}</span>
            <data value={claims}>{claims}</data>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.filterTypes}</legend>
        {counts.types.map(([type, count]) => (
          <label key={type} className={count === 0 ? "check none" : "check"}>
            <input
              type="checkbox"
              checked={!view.hiddenTypes.includes(type)}
              onChange={() => toggle("hiddenTypes", type)}
            />
            <span>{plain(type)}</span>
            <data value={count}>{count}</data>
          </label>
        ))}
      </fieldset>
    </>
  );
}

const order: string[] = Object.keys(looks);

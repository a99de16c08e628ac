import { useMemo } from "react";
import type { NodeKind } from "../gql/graphql";
import { claimStates } from "./claims";
import { KindIcon, StateIcon } from "./icons";
import { State } from "./picture";
import type { SideProps } from "./side";
import { kindNames, stateNames, words } from "./words";

/** What the picture shows, as tables: for those who do not see it, and for finding one's way. */
export function List({ picture, scene, claims, view, onSelect }: SideProps) {
  const states = useMemo(() => claimStates(picture, scene), [picture, scene]);
  const entities = picture.nodes
    .map((node, index) => ({ node, state: (scene.nodes[index] ?? 0) as State }))
    .filter(({ node, state }) => !node.claim && state)
    .sort((a, b) => b.node.degree - a.node.degree);
  const shown = claims.filter((claim) => states.has(claim.id));
  const { columns } = words;
  return (
    <>
      <table data-testid="entities">
        <caption>
          {words.entities} <data value={entities.length}>{entities.length}</data>
        </caption>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" className="number">
              {columns.edges}
            </th>
          </tr>
        </thead>
        <tbody>
          {entities.map(({ node }) => (
            <tr key={node.id} className={node.id === view.selected ? "chosen" : undefined}>
              <td>
                <button
                  type="button"
                  className="pick"
                  aria-pressed={node.id === view.selected}
                  onClick={() => onSelect(node.id)}
                >
                  <KindIcon kind={node.kind} />
                  {node.name}
                  <span className="hidden">, {kindNames[node.kind][0]}</span>
                </button>
              </td>
              <td className="number">{node.degree}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table data-testid="claims">
        <caption>
          {words.claims} <data value={shown.length}>{shown.length}</data>
        </caption>
        <thead>
          <tr>
            <th scope="col">{columns.claim}</th>
            <th scope="col">{columns.when}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((claim) => {
            const state = states.get(claim.id) ?? State.Asserted;
            return (
              <tr key={claim.id} className={claim.id === view.selected ? "chosen" : undefined}>
                <td>
                  <button
                    type="button"
                    className="pick"
                    aria-pressed={claim.id === view.selected}
                    onClick={() => onSelect(claim.id)}
                  >
                    <KindIcon kind={claim.kind.toUpperCase() as NodeKind} />
                    <StateIcon state={state} />
                    {claim.summary}
                    {state !== State.Asserted && <span className="flag"> {stateNames[state]}</span>}
                  </button>
                </td>
                <td>{claim.written || "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

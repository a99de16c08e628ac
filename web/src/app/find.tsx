import { type KeyboardEvent, useMemo, useState } from "react";
import type { NodeKind } from "../gql/graphql";
import type { ClaimFacts } from "./claims";
import { KindIcon } from "./icons";
import type { Picture } from "./picture";
import { words } from "./words";

interface Item {
  value: string;
  label: string;
  kind: NodeKind;
  shown: boolean;
}

const most = 12;

interface Props {
  picture: Picture;
  claims: ClaimFacts[];
  /** Whether the node or claim of an id shows at the moment. */
  shows: (id: string) => boolean;
  onSelect: (id: string) => void;
}

/** Finds names and words in the picture; what does not show at the moment is found too, and said to be so. */
export function Find({ picture, claims, shows, onSelect }: Props) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const items = useMemo<Item[]>(() => {
    const wanted = fold(typed).split(/\s+/).filter(Boolean);
    if (wanted.length === 0) return [];
    const all: Omit<Item, "shown">[] = [
      ...picture.nodes
        .filter((node) => !node.claim)
        .map(({ id, name, kind }) => ({ value: id, label: name, kind })),
      ...claims.map(({ id, summary, kind }) => ({
        value: id,
        label: summary,
        kind: kind.toUpperCase() as NodeKind,
      })),
    ];
    return all
      .filter(({ label }) => wanted.every((word) => fold(label).includes(word)))
      .slice(0, most)
      .map((item) => ({ ...item, shown: shows(item.value) }));
  }, [picture, claims, typed, shows]);
  const open = typed.trim() !== "";
  const choose = (item: Item | undefined) => {
    if (!item) return;
    setTyped("");
    onSelect(item.value);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive((active + 1) % Math.max(1, items.length));
    else if (event.key === "ArrowUp") setActive((active + items.length - 1) % Math.max(1, items.length));
    else if (event.key === "Enter") choose(items[active]);
    else if (event.key === "Escape") setTyped("");
    else return;
    event.preventDefault();
  };
  return (
    <search className="find">
      <input
        id="find"
        type="text"
        role="combobox"
        autoComplete="off"
        placeholder={words.findHint}
        aria-label={words.find}
        aria-expanded={open}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={open && items[active] ? `found-${active}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={key}
        onBlur={() => setTyped("")}
      />
      <div
        id="found"
        role="listbox"
        aria-label={words.found}
        className="found"
        hidden={!open || items.length === 0}
      >
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus, and the keys
          <div
            key={item.value}
            id={`found-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="found-item"
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(item)}
          >
            <KindIcon kind={item.kind} />
            <span>{item.label}</span>
            {!item.shown && <small>{words.notNow}</small>}
          </div>
        ))}
      </div>
      {open && items.length === 0 && (
        <p className="found hint" role="status">
          {words.findNone}
        </p>
      )}
    </search>
  );
}

/** A text without accents and capitals. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

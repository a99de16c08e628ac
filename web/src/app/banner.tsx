import { go } from "./history";
import { inWords } from "./moment";
import { secondMoment, type View } from "./view";
import { words } from "./words";

interface Props {
  view: View;
  /** How many claims do not show. */
  hidden: number;
  sources: { entity: { id: string; name: string } }[];
}

/** Says plainly what the picture is of; loudly, when it is not that of now. */
export function Banner({ view, hidden, sources }: Props) {
  const by = secondMoment(view);
  const filters = view.hiddenKinds.length + view.hiddenTypes.length;
  const told = view.sources.map((id) => sources.find(({ entity }) => entity.id === id)?.entity.name ?? id);
  const parts = [
    view.at !== null && words.bannerAt(inWords(view.at)),
    view.at === null && by !== null && words.bannerAll,
    by !== null && view.follow && words.bannerFollow,
    by !== null &&
      !view.follow &&
      (view.clock === "reported" ? words.bannerReported : words.bannerRecorded)(inWords(by)),
    told.length > 0 && words.bannerSources(told.join(", ")),
    filters > 0 && words.bannerFilters(filters),
  ].filter(Boolean);
  // It keeps its place when there is nothing to warn of, so that the picture below never moves.
  if (parts.length === 0) return <p className="banner calm">{words.bannerNow}</p>;
  return (
    <div className="banner" data-testid="banner">
      <p>
        <strong>{words.banner}</strong> {`${capital(parts.join(", "))}.`}
        {hidden > 0 && ` ${words.bannerHidden(hidden)}`}
      </p>
      <button
        type="button"
        onClick={() =>
          go({ at: null, by: null, follow: false, sources: [], hiddenKinds: [], hiddenTypes: [] })
        }
      >
        {words.backToNow}
      </button>
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

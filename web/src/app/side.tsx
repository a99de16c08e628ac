import { Tabs } from "@base-ui/react/tabs";
import type { SourcesQuery } from "../gql/graphql";
import type { ClaimFacts } from "./claims";
import { Filters } from "./filters";
import { List } from "./list";
import type { Lens, Picture, Scene } from "./picture";
import type { View } from "./view";
import { words } from "./words";

type SourceList = SourcesQuery["view"]["sources"]["nodes"];

/** What the panes show, and of what. */
export interface SideProps {
  picture: Picture;
  scene: Scene;
  claims: ClaimFacts[];
  sources: SourceList;
  view: View;
  lens: Lens;
  onSelect: (id: string) => void;
}

/** Left of the picture: what to leave out, and a list of what is in it. */
export function Side(props: SideProps) {
  return (
    <Tabs.Root defaultValue="filters" className="side" render={<section aria-label={words.filters} />}>
      <Tabs.List className="tabs">
        <Tabs.Tab value="filters">{words.filters}</Tabs.Tab>
        <Tabs.Tab value="list" id="list-tab">
          {words.list}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="filters" className="panel" tabIndex={-1}>
        <Filters {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="list" className="panel" keepMounted tabIndex={-1}>
        <List {...props} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

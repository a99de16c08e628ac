import { Dialog } from "@base-ui/react/dialog";
import { hasGraphiQL } from "./graphiql-link";
import { Icon } from "./icons";
import { words } from "./words";

/** The keys, and where the rest is. */
export function Help() {
  return (
    <Dialog.Root>
      <Dialog.Trigger className="help" aria-label={words.help} title={words.help}>
        ?
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title>{words.help}</Dialog.Title>
          <dl>
            {words.keys.map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <p>{words.keysNote}</p>
          <p>
            <a href="console">{words.console}</a> · {hasGraphiQL && <a href="graphiql/">{words.graphiql}</a>}
            {hasGraphiQL && " · "}
            <a href="THIRD_PARTY_LICENSES.txt">{words.licences}</a>
          </p>
          <Dialog.Close className="close" aria-label={words.close}>
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

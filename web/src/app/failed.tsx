import type { FormEvent } from "react";
import { signIn, Unauthenticated } from "./server";
import { words } from "./words";

/** Stands for the screen when there is no story: the server failed, or wants to know who asks. */
export function Failed({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signIn(String(new FormData(event.currentTarget).get("token")));
    onAgain();
  };
  if (error instanceof Unauthenticated) {
    return (
      <main className="alone">
        <h1>{words.name}</h1>
        <p>{words.whoAsks}</p>
        <form onSubmit={submit}>
          <label htmlFor="token">{words.token}</label>
          <input id="token" name="token" type="password" autoComplete="off" required />
          <button type="submit">{words.signIn}</button>
        </form>
        <p className="hint">{words.tokenHint}</p>
      </main>
    );
  }
  return (
    <main className="alone" role="alert">
      <h1>{words.name}</h1>
      <p>{words.failed}</p>
      <p>{error.message}</p>
      <button type="button" onClick={onAgain}>
        {words.tryAgain}
      </button>
    </main>
  );
}

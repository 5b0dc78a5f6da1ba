const KEY = "psopruner.token";

let asking = null;
let askUser = () => Promise.resolve(null);

/** The token that requests carry; null if none was given. It lasts as long as the browser's tab. */
export function token() {
  return sessionStorage.getItem(KEY);
}

/**
 * Says how a user is asked for a token.
 *
 * @param ask takes why the coordinator asks; gives the token, or null if the user has none
 */
export function onTokenWanted(ask) {
  askUser = ask;
}

/** Asks the user, once, whoever waits for the answer. Gives whether there is another token now. */
export function wantToken(reason) {
  asking ??= askUser(reason)
    .then((given) => {
      if (given !== null) {
        sessionStorage.setItem(KEY, given);
      }
      return given !== null;
    })
    .finally(() => {
      asking = null;
    });
  return asking;
}

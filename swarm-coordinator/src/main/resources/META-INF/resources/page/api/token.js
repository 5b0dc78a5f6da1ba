const KEY = "psopruner.token";

/** Others cannot be sent in a header. */
const PRINTABLE_ASCII = /^[ -~]+$/;

/** Tells by "change" whether the user has said that there is no token. */
class Refusal extends EventTarget {
  /** Whether the user is not to be asked again, unless by a button. */
  isStanding = false;

  set(isStanding) {
    this.isStanding = isStanding;
    this.dispatchEvent(new Event("change"));
  }
}

export const refusal = new Refusal();

let asking = null;
let askUser = () => Promise.resolve(null);

/** The token that requests carry; null if none was given. It lasts as long as the browser's tab. */
export function token() {
  const stored = sessionStorage.getItem(KEY);
  if (stored !== null && !PRINTABLE_ASCII.test(stored)) {
    sessionStorage.removeItem(KEY);
    return null;
  }
  return stored;
}

/**
 * Says how a user is asked for a token.
 *
 * @param ask takes why the coordinator asks; gives the token, or null if the user has none
 */
export function onTokenWanted(ask) {
  askUser = ask;
}

/**
 * Asks the user, once, whoever waits for the answer. Gives whether there is another token now.
 *
 * @param reason why the coordinator asks
 * @param isUnasked whether the page does so of itself, which who has no token is spared
 */
export function wantToken(reason, isUnasked) {
  if (isUnasked && refusal.isStanding) {
    return Promise.resolve(false);
  }
  asking ??= askUser(reason)
    .then((given) => {
      if (given !== null) {
        sessionStorage.setItem(KEY, given);
      }
      refusal.set(given === null);
      return given !== null;
    })
    .finally(() => {
      asking = null;
    });
  return asking;
}

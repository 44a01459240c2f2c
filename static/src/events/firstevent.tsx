// "Send your first event" for an empty overview or explorer; its code, words and style come when it is shown.
import { addWords } from "../core/i18n";
import { lateStyle } from "../core/style";
import { sendingWords } from "../locales/sending";
import { lazy } from "../ui/lazy";

export interface FirstEventProps {
  /** Called once, when the first event is there: the page can turn to its data. */
  onArrive: () => void;
}

const code = async () => {
  const [module] = await Promise.all([import("./sending"), addWords(sendingWords), lateStyle()]);
  return module;
};

/** A card: makes a key, shows how to send with it, and waits for the first event. */
export const FirstEvent = lazy<FirstEventProps>(async () => (await code()).FirstEvent);

/** The same without waiting: how to send, in a dialog. The key made here before is still in it. */
export const HowToSend = lazy<{ onClose: () => void }>(async () => (await code()).HowToSend);

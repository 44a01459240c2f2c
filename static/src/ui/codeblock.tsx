// Lines of code that scroll inside their frame, left to right in every language, with a button to copy them.
import { CopyButton } from "./button";
import { Scroll } from "./scroll";

interface Props {
  /** What they are, for who does not see the frame. */
  label: string;
  text: string;
  /** The button stands elsewhere. */
  bare?: boolean;
}

export function CodeBlock({ label, text, bare }: Props) {
  return (
    <div class="curl" dir="ltr">
      <Scroll label={label}>
        <pre>
          <code>{text}</code>
        </pre>
      </Scroll>
      {!bare && <CopyButton text={text} variant="ghost" />}
    </div>
  );
}

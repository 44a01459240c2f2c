// Form fields: label, control, hint and error belong together, for eyes and for screen readers.
import type {
  ComponentChildren,
  TargetedEvent,
  TargetedFocusEvent,
  TargetedInputEvent,
} from "preact";
import { useId, useState } from "preact/hooks";
import { t } from "../core/i18n";
import { IconButton } from "./button";
import { Icon } from "./icon";

interface Common {
  label: string;
  name: string;
  hint?: ComponentChildren;
  error?: string;
}

interface Parts {
  id: string;
  describedBy: string | undefined;
}

/** Label, hint and error around any control; the control gets its id and describedBy. */
export function Field({
  label,
  hint,
  error,
  children,
}: Omit<Common, "name"> & { children: (p: Parts) => ComponentChildren }) {
  const id = useId();
  const describedBy = error ? `${id}-e` : hint ? `${id}-h` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, describedBy })}
      {error ? (
        <p class="wrong" id={`${id}-e`}>
          <Icon name="alert" size={12} />
          <span>{error}</span>
        </p>
      ) : (
        hint && (
          <p class="hint" id={`${id}-h`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

/** The attributes that our controls pass on; Preact's own unions tie every one to a type of input. */
interface ControlProps<E extends HTMLElement> {
  value?: string | number;
  defaultValue?: string | number;
  placeholder?: string;
  autocomplete?: string;
  autocapitalize?: "off" | "sentences";
  spellcheck?: boolean;
  readOnly?: boolean;
  disabled?: boolean;
  required?: boolean;
  maxLength?: number;
  onInput?: (e: TargetedInputEvent<E>) => void;
  onChange?: (e: TargetedEvent<E>) => void;
  onBlur?: (e: TargetedFocusEvent<E>) => void;
}

interface InputProps extends ControlProps<HTMLInputElement> {
  type?: "text" | "email" | "number" | "url" | "date" | "datetime-local" | "search";
  min?: string | number;
  max?: string | number;
  step?: string | number;
}

export function TextField({ label, hint, error, ...input }: Common & InputProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(p) => (
        <input
          class="input"
          {...input}
          type={(input.type ?? "text") as "text"}
          id={p.id}
          aria-describedby={p.describedBy}
          aria-invalid={error ? "true" : undefined}
        />
      )}
    </Field>
  );
}

export function PasswordField({ label, hint, error, ...input }: Common & InputProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(p) => (
        <div class="with-button">
          <input
            class="input"
            {...input}
            type={(shown ? "text" : "password") as "text"}
            id={p.id}
            spellcheck={false}
            autocapitalize="off"
            aria-describedby={p.describedBy}
            aria-invalid={error ? "true" : undefined}
          />
          <IconButton
            icon={shown ? "eyeOff" : "eye"}
            label={shown ? t("password-hide") : t("password-show")}
            onClick={() => setShown(!shown)}
          />
        </div>
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  ...area
}: Common & ControlProps<HTMLTextAreaElement> & { rows?: number }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(p) => (
        <textarea
          class="input"
          rows={3}
          {...area}
          id={p.id}
          aria-describedby={p.describedBy}
          aria-invalid={error ? "true" : undefined}
        />
      )}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectField({
  label,
  hint,
  error,
  options,
  ...select
}: Common & ControlProps<HTMLSelectElement> & { options: Option[] }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(p) => (
        <select
          class="input"
          {...select}
          id={p.id}
          aria-describedby={p.describedBy}
          aria-invalid={error ? "true" : undefined}
        >
          {options.map((o) => (
            <option key={o.value} value={o.value} selected={o.value === select.value}>
              {o.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckboxProps {
  label: ComponentChildren;
  name?: string;
  value?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  disabled?: boolean;
  onChange?: (e: TargetedEvent<HTMLInputElement>) => void;
}

export function Checkbox({ label, ...input }: CheckboxProps) {
  const id = useId();
  return (
    <div class="check">
      <input {...input} type="checkbox" id={id} />
      <label for={id}>{label}</label>
    </div>
  );
}

/** A few choices side by side, one of them on; arrow keys move as in any radio group. */
export function Segmented<T extends string>(props: {
  label: string;
  name: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <fieldset class="segmented">
      <legend class="visually-hidden">{props.label}</legend>
      {props.options.map((o) => (
        <label key={o.value}>
          <input
            type="radio"
            name={props.name}
            value={o.value}
            checked={o.value === props.value}
            onChange={() => props.onChange(o.value)}
          />
          {o.label}
        </label>
      ))}
    </fieldset>
  );
}

// Fields of forms: each with its name, a hint, and what is wrong with it.
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  ComboBox as AriaComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Switch as AriaSwitch,
  Text,
  TextArea,
  TextField as AriaTextField,
} from "react-aria-components";
import css from "./controls.module.css";

interface Told {
  label: string;
  hint?: string | undefined;
  wrong?: string | undefined;
}

interface Of<Value> extends Told {
  value: Value;
  onChange: (value: Value) => void;
  isDisabled?: boolean;
  isRequired?: boolean;
}

function Below({ hint, wrong }: Pick<Told, "hint" | "wrong">) {
  return (
    <>
      {hint && (
        <Text slot="description" className={css.hint ?? ""}>
          {hint}
        </Text>
      )}
      <FieldError className={css.wrong ?? ""}>{wrong}</FieldError>
    </>
  );
}

/** A line of text, or several with `lines`. */
export function TextField({
  label,
  hint,
  wrong,
  value,
  onChange,
  lines,
  type = "text",
  autoFocus = false,
  autoComplete,
  maxLength,
  ...rest
}: Of<string> & {
  lines?: number;
  type?: "text" | "password" | "search" | "email";
  autoFocus?: boolean;
  autoComplete?: string;
  maxLength?: number;
}) {
  return (
    <AriaTextField
      {...rest}
      {...(maxLength ? { maxLength } : {})}
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={Boolean(wrong)}
      autoFocus={autoFocus}
      {...(autoComplete ? { autoComplete } : {})}
      className={css.field ?? ""}
    >
      <Label className={css.label ?? ""}>{label}</Label>
      {lines ? (
        <TextArea rows={lines} className={css.input ?? ""} dir="auto" />
      ) : (
        <Input className={css.input ?? ""} dir="auto" />
      )}
      <Below hint={hint} wrong={wrong} />
    </AriaTextField>
  );
}

/** A number; null while it is blank. */
export function NumberInput({
  label,
  hint,
  wrong,
  value,
  onChange,
  minValue,
  maxValue,
  step,
  percent = false,
  ...rest
}: Of<number | null> & { minValue?: number; maxValue?: number; step?: number; percent?: boolean }) {
  return (
    <NumberField
      {...rest}
      {...(minValue === undefined ? {} : { minValue })}
      {...(maxValue === undefined ? {} : { maxValue })}
      {...(step === undefined ? {} : { step })}
      value={value ?? NaN}
      onChange={(next) => {
        onChange(Number.isNaN(next) ? null : next);
      }}
      formatOptions={percent ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 6 }}
      isInvalid={Boolean(wrong)}
      className={css.field ?? ""}
    >
      <Label className={css.label ?? ""}>{label}</Label>
      <Input className={css.input ?? ""} dir="ltr" />
      <Below hint={hint} wrong={wrong} />
    </NumberField>
  );
}

/** A day, by the browser's own picker; blank is an empty text. */
export function DateInput({
  label,
  hint,
  wrong,
  value,
  onChange,
  min,
  max,
  ...rest
}: Of<string> & { min?: string; max?: string }) {
  return (
    <AriaTextField
      {...rest}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(wrong)}
      className={css.field ?? ""}
    >
      <Label className={css.label ?? ""}>{label}</Label>
      <Input type="date" className={css.input ?? ""} min={min} max={max} />
      <Below hint={hint} wrong={wrong} />
    </AriaTextField>
  );
}

export interface Choice {
  id: string;
  title: string;
  hint?: string | undefined;
}

function Choices({ choices }: { choices: readonly Choice[] }) {
  return (
    <Popover className={css.popover ?? ""}>
      <ListBox className={css.list ?? ""} items={choices}>
        {(choice: Choice) => (
          <ListBoxItem id={choice.id} textValue={choice.title} className={css.item ?? ""}>
            <bdi>{choice.title}</bdi>
            {choice.hint && <span className={css.itemHint}>{choice.hint}</span>}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

/** One of a few. */
export function Select({
  label,
  hint,
  wrong,
  value,
  onChange,
  choices,
  placeholder,
  hideLabel = false,
  ...rest
}: Of<string> & { choices: readonly Choice[]; placeholder?: string; hideLabel?: boolean }) {
  return (
    <AriaSelect
      {...rest}
      {...(placeholder ? { placeholder } : {})}
      {...(hideLabel ? { "aria-label": label } : {})}
      selectedKey={value === "" ? null : value}
      onSelectionChange={(key) => {
        onChange(String(key));
      }}
      isInvalid={Boolean(wrong)}
      className={css.field ?? ""}
    >
      {!hideLabel && <Label className={css.label ?? ""}>{label}</Label>}
      <AriaButton className={`${css.button ?? ""} ${css.select ?? ""}`}>
        <SelectValue>
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : <bdi>{selectedText}</bdi>
          }
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </AriaButton>
      <Below hint={hint} wrong={wrong} />
      <Choices choices={choices} />
    </AriaSelect>
  );
}

/** One of many, found by typing. */
export function ComboBox({
  label,
  hint,
  wrong,
  value,
  onChange,
  choices,
  allowsCustom = false,
  ...rest
}: Of<string> & { choices: readonly Choice[]; allowsCustom?: boolean }) {
  return (
    <AriaComboBox
      {...rest}
      defaultItems={choices}
      selectedKey={choices.some((choice) => choice.id === value) ? value : null}
      {...(allowsCustom ? { inputValue: value, onInputChange: onChange, allowsCustomValue: true } : {})}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isInvalid={Boolean(wrong)}
      className={css.field ?? ""}
    >
      <Label className={css.label ?? ""}>{label}</Label>
      <div className={css.group}>
        <Input className={css.input ?? ""} dir="auto" />
        <AriaButton className={`${css.button ?? ""} ${css.icon ?? ""}`}>
          <ChevronDown size={16} aria-hidden />
        </AriaButton>
      </div>
      <Below hint={hint} wrong={wrong} />
      <Choices choices={choices} />
    </AriaComboBox>
  );
}

interface Toggle {
  isSelected: boolean;
  onChange: (on: boolean) => void;
  isDisabled?: boolean;
  children: ReactNode;
}

/** Something that is so or not. */
export function Checkbox({ children, ...rest }: Toggle) {
  return (
    <AriaCheckbox {...rest} className={css.check ?? ""}>
      {({ isSelected }) => (
        <>
          <span className={css.box}>{isSelected && <Check size={14} strokeWidth={3} aria-hidden />}</span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  );
}

/** Something that is on or off. */
export function SwitchInput({ children, ...rest }: Toggle) {
  return (
    <AriaSwitch {...rest} className={css.check ?? ""}>
      <span className={css.track} />
      <span>{children}</span>
    </AriaSwitch>
  );
}

// A field to which one value after another is added; the focus stays in it.
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import {
  Button as AriaButton,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  useFilter,
} from "react-aria-components";
import type { Choice } from "../ui/Field";
import controls from "../ui/controls.module.css";

interface AddValueProps {
  label: string;
  choices: readonly Choice[];
  onAdd: (value: string) => void;
}

/** A field that finds a value by typing, and hands it over. */
export function AddValue({ label, choices, onAdd }: AddValueProps) {
  const [typed, setTyped] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  return (
    <ComboBox
      className={controls.field ?? ""}
      items={choices.filter((choice) => contains(choice.title, typed))}
      inputValue={typed}
      onInputChange={setTyped}
      selectedKey={null}
      menuTrigger="focus"
      onSelectionChange={(key) => {
        if (key === null) return;
        onAdd(String(key));
        setTyped("");
      }}
    >
      <Label className={controls.label ?? ""}>{label}</Label>
      <div className={controls.group}>
        <Input className={controls.input ?? ""} dir="auto" />
        <AriaButton className={`${controls.button ?? ""} ${controls.icon ?? ""}`}>
          <ChevronDown size={16} aria-hidden />
        </AriaButton>
      </div>
      <Popover className={controls.popover ?? ""}>
        <ListBox className={controls.list ?? ""}>
          {(choice: Choice) => (
            <ListBoxItem id={choice.id} textValue={choice.title} className={controls.item ?? ""}>
              <bdi>{choice.title}</bdi>
              {choice.hint && (
                <span className={controls.itemHint}>
                  <bdi>{choice.hint}</bdi>
                </span>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

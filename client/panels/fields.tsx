/** Choices among a few, and a text asked for before a command runs. */
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  Button,
  Form,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  TextField,
} from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import { Sheet, Trouble } from './controls.tsx';
import { printKey } from './keys.ts';

export interface Choice<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

interface ChoiceFieldProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
}

/** One of a few, in a list that opens. */
export function ChoiceField<Id extends string>({
  label,
  choices,
  value,
  onChange,
  isDisabled,
}: ChoiceFieldProps<Id>): ReactNode {
  return (
    <Select className="field" value={value} onChange={(key) => onChange(key as Id)} isDisabled={isDisabled}>
      <Label>{label}</Label>
      <Button className="select-button">
        <SelectValue />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox items={choices}>
          {({ id, name }) => (
            <ListBoxItem id={id} className="option" textValue={name}>
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

export interface Asking {
  readonly title: string;
  readonly label: string;
  readonly onAnswer: (text: string) => void;
}

/** Asks for a text; nothing happens when it is closed. */
export function AskSheet({
  asking,
  onClose,
}: {
  readonly asking: Asking | undefined;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Sheet title={asking?.title ?? ''} isOpen={asking !== undefined} onClose={onClose}>
      {asking && <AskForm asking={asking} onClose={onClose} />}
    </Sheet>
  );
}

function AskForm({ asking, onClose }: { readonly asking: Asking; readonly onClose: () => void }): ReactNode {
  const { t } = useText();
  const [text, setText] = useState('');
  return (
    <Form
      className="picks"
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
        requestAnimationFrame(() => asking.onAnswer(text.trim()));
      }}
    >
      <TextField className="field" value={text} onChange={setText} autoFocus maxLength={2000}>
        <Label>{asking.label}</Label>
        <Input autoComplete="off" spellCheck={false} />
      </TextField>
      <Button className="button primary" type="submit">
        {t('page.apply')}
      </Button>
    </Form>
  );
}

interface AskButtonProps {
  readonly id?: string;
  readonly label: string;
  /** The key that opens it, as commands name keys. */
  readonly hotkey?: string | undefined;
  /** What the field asks for. */
  readonly field: string;
  readonly initial?: string;
  /** May answer why this cannot be taken: then the field stays open and says so. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to answer
  readonly onAnswer: (text: string) => string | void;
}

/** A button that opens a field under it; Escape closes it again. */
export function AskButton(props: AskButtonProps): ReactNode {
  const { id, label, hotkey, field, initial = '', onAnswer } = props;
  const { t } = useText();
  const [text, setText] = useState<string>();
  const [why, setWhy] = useState('');
  if (text === undefined)
    return (
      <Button id={id} className="button small" onPress={() => setText(initial)}>
        {label}
        {hotkey && <kbd>{printKey(hotkey)}</kbd>}
      </Button>
    );
  return (
    <Form
      className="ask-inline"
      onSubmit={(event) => {
        event.preventDefault();
        const answer = onAnswer(text.trim());
        setWhy(answer ?? '');
        if (!answer) setText(undefined);
      }}
    >
      <TextField
        className="field"
        value={text}
        onChange={(next) => {
          setText(next);
          setWhy('');
        }}
        autoFocus
        maxLength={2000}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(undefined);
          else event.continuePropagation();
        }}
      >
        <Label>{field}</Label>
        <Input autoComplete="off" spellCheck={false} translate="no" />
      </TextField>
      <Button className="button small primary" type="submit">
        {t('page.apply')}
      </Button>
      {why && <Trouble>{why}</Trouble>}
    </Form>
  );
}

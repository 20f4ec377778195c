/** The few controls everything on the page is made of, so that each has its name, key and focus ring. */
import { X } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import {
  Button,
  Dialog,
  Heading,
  Modal,
  ModalOverlay,
  ToggleButton,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import { printKey } from './keys.ts';

type Icon = ComponentType<{ readonly size?: number; readonly 'aria-hidden'?: boolean }>;

interface IconButtonProps {
  readonly icon: Icon;
  readonly label: string;
  readonly hotkey?: string;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** Given: a button that is on or off. */
  readonly isOn?: boolean;
  readonly count?: number;
  /** Left to the palette where there is little room. */
  readonly isRare?: boolean;
}

/** A button that shows a sign; its name is heard, and seen on hover and focus together with its key. */
export function IconButton({
  icon: Sign,
  label,
  hotkey,
  onPress,
  isDisabled,
  isOn,
  count,
  isRare,
}: IconButtonProps): ReactNode {
  const inner = (
    <>
      <Sign size={18} aria-hidden />
      {count !== undefined && count > 0 && <span className="count">{count}</span>}
    </>
  );
  const shared = {
    className: isRare ? 'icon-button rare' : 'icon-button',
    'aria-label': count ? `${label} ${count}` : label,
    isDisabled,
  };
  return (
    <TooltipTrigger delay={500}>
      {isOn === undefined ? (
        <Button {...shared} onPress={onPress}>
          {inner}
        </Button>
      ) : (
        <ToggleButton {...shared} isSelected={isOn} onChange={onPress}>
          {inner}
        </ToggleButton>
      )}
      <Tooltip className="tooltip" offset={6}>
        {label}
        {hotkey && <kbd>{printKey(hotkey)}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}

interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** A dialog over the page; Escape or its button closes it and gives the focus back. */
export function Sheet({ title, isOpen, onClose, children, wide }: SheetProps): ReactNode {
  const { t } = useText();
  return (
    <ModalOverlay className="shade" isOpen={isOpen} onOpenChange={(open) => open || onClose()} isDismissable>
      <Modal className={wide ? 'sheet wide' : 'sheet'}>
        <Dialog className="sheet-inside">
          <header>
            <Heading slot="title">{title}</Heading>
            <IconButton icon={X} label={t('page.close')} onPress={onClose} />
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What stands where there is nothing yet: it says what to do. */
export function Nothing({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className="nothing">{children}</p>;
}

/** Something went wrong: what happened, and what was kept. */
export function Trouble({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className="trouble" role="alert">
      {children}
    </p>
  );
}

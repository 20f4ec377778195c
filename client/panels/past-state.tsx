/** A state of the draft to look at, read only: its text, or what changed up to it or since (SPEC HI1). */
import { type ReactNode, useState } from 'react';
import { addressOf, type FileWish } from '../issued.ts';
import { Sheet } from './controls.tsx';
import { PreviewFrame } from './preview-frame.tsx';

/** What is looked at. */
export interface Looked {
  readonly title: string;
  readonly wish: FileWish;
}

interface PastStateProps {
  readonly draft: string;
  readonly looked: Looked | undefined;
  readonly onClose: () => void;
}

export function PastState({ draft, looked, onClose }: PastStateProps): ReactNode {
  return (
    <Sheet title={looked?.title ?? ''} isOpen={looked !== undefined} onClose={onClose} wide>
      {looked && <PreviewFrame address={toFirstChange(addressOf(draft, looked.wish, true), looked.wish)} />}
    </Sheet>
  );
}

const toFirstChange = (address: string, { rendition }: FileWish): string =>
  rendition === 'redline' ? `${address}#change-1` : address;

/** The text of a state. */
export const textOf = (state: Partial<FileWish>): FileWish => ({
  as: 'html',
  rendition: 'bracketed',
  paper: 'a4',
  ...state,
});

/** What changed between two states. */
export const changesOf = (state: Partial<FileWish>): FileWish => ({ ...textOf(state), rendition: 'redline' });

/** What is looked at, for a panel. */
export const useLooked = () => useState<Looked>();

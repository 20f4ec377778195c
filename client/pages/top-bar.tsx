/** The top of the draft page: what the draft is, what one is here, who else is, the views and the panels. */
import {
  ArchiveRestore,
  BellDot,
  BookCheck,
  Brackets,
  Command,
  Ellipsis,
  Hand,
  House,
  ListOrdered,
  ListTree,
  Mic,
} from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import type { Phase } from '../../shared/house/membership.ts';
import { namesIn } from '../../shared/house/party.ts';
import type { DraftEntry } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import { ActingFor } from '../panels/acting-for.tsx';
import type { PageCommand } from '../panels/command.ts';
import { IconButton } from '../panels/controls.tsx';
import { printKey } from '../panels/keys.ts';
import { MeetingChip } from '../panels/meeting-chip.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import { go } from '../route.ts';
import { LanguageMenu } from './page-tools.tsx';
import { type Panel, type Room, VIEWS, type View } from './room-state.ts';

/** Somebody here, as far as the house lets one know. */
export interface Present {
  readonly key: string;
  readonly name: string;
  /** One of eight, as in the text. */
  readonly colour: number;
}

interface TopBarProps {
  readonly entry: DraftEntry;
  readonly phase: Phase | undefined;
  readonly room: Room;
  readonly present: readonly Present[];
  readonly counts: Partial<Record<Panel, number>>;
  readonly negotiation: Negotiation;
  readonly commands: readonly PageCommand[];
}

export function TopBar(props: TopBarProps): ReactNode {
  const { t } = useText();
  const { entry, phase, room, present, counts, negotiation, commands } = props;
  const { state, change } = room;
  return (
    <header className="top-bar">
      <IconButton icon={House} label={t('drafts.title')} onPress={() => go('/')} />
      <IconButton
        icon={ListTree}
        label={t('outline.title')}
        hotkey="Alt-5"
        isOn={state.outline}
        onPress={() => change({ outline: !state.outline })}
      />
      <Naming
        entry={entry}
        phase={phase}
        onPhase={negotiation.isChairs ? () => change({ panel: 'house' }) : undefined}
      />
      <MeetingChip negotiation={negotiation} onOpen={() => change({ panel: 'meeting' })} />
      <ActingFor negotiation={negotiation} />
      <PresenceList present={present} />
      <Views view={state.view} onView={(view) => change({ view })} />
      <PanelButtons entry={entry} room={room} counts={counts} commands={commands} />
      <LanguageMenu />
      <IconButton
        icon={Command}
        label={t('palette.title')}
        hotkey="Mod-k"
        onPress={() => change({ overlay: 'palette' })}
      />
    </header>
  );
}

type NamingProps = Pick<TopBarProps, 'entry' | 'phase'> & { readonly onPhase: (() => void) | undefined };

function Naming({ entry, phase, onPhase }: NamingProps): ReactNode {
  const { t, language } = useText();
  const { draft, member, party } = entry;
  const acting = party ? namesIn(party, language).short : t(`role.${member.role}`);
  return (
    <div className="naming">
      {draft?.symbol && <span className="symbol">{draft.symbol}</span>}
      <h1 lang={draft?.language} dir={draft?.dir} title={draft?.title}>
        {draft?.title}
      </h1>
      {phase && !onPhase && <span className={`chip ${phase}`}>{t(`phase.${phase}`)}</span>}
      {phase && onPhase && (
        <Button
          className={`chip ${phase}`}
          aria-label={`${t(`phase.${phase}`)}, ${t('panel.house')}`}
          onPress={onPhase}
        >
          {t(`phase.${phase}`)}
        </Button>
      )}
      <span className="acting" title={t('room.acting', { name: entry.account.name, place: acting })}>
        {acting}
      </span>
    </div>
  );
}

const MOST_SHOWN = 5;

function PresenceList({ present }: { readonly present: readonly Present[] }): ReactNode {
  const { t } = useText();
  if (present.length === 0) return null;
  const names = present.map(({ name }) => name).join(', ');
  return (
    <div
      className="presence"
      role="img"
      aria-label={t('room.present', { names })}
      title={t('room.present', { names })}
    >
      {present.slice(0, MOST_SHOWN).map(({ key, name, colour }) => (
        <span key={key} className={`colour-${colour}`} aria-hidden="true">
          {initials(name)}
        </span>
      ))}
      {present.length > MOST_SHOWN && <span aria-hidden="true">+{present.length - MOST_SHOWN}</span>}
    </div>
  );
}

/** Two letters of a name, one of a Chinese one. */
function initials(name: string): string {
  const [first = '', last] = name.trim().split(/\s+/);
  const [a = '?'] = first;
  if (/\p{Script=Han}/u.test(a)) return a;
  return (a + (last?.[0] ?? '')).toUpperCase();
}

function Views({ view, onView }: { readonly view: View; readonly onView: (view: View) => void }): ReactNode {
  const { t } = useText();
  return (
    <ToggleButtonGroup
      className="views"
      aria-label={t('group.view')}
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={(keys) => {
        const [key] = [...keys];
        if (key) onView(key as View);
      }}
    >
      {VIEWS.map((each) => (
        <ToggleButton key={each} id={each} className="view" aria-label={t(`view.${each}`)}>
          {t(`view.short.${each}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** At hand: what one looks at again and again. */
const PANEL_BUTTONS = [
  { panel: 'points', icon: Brackets, key: 'Alt-6' },
  { panel: 'mine', icon: Hand, key: 'Alt-m' },
  { panel: 'queue', icon: ListOrdered, key: 'Alt-q' },
  { panel: 'since', icon: BellDot, key: 'Alt-l' },
  { panel: 'decisions', icon: BookCheck, key: 'Alt-r' },
] as const;

/** In the menu, each with its key: the chair's side has its own things at hand. */
const IN_MENU = [
  'panel.alternatives',
  'panel.proposal',
  'panel.comments',
  'panel.revisions',
  'panel.history',
  'copy.export',
  'panel.people',
  'panel.house',
  'screen.strip',
  'copy.out',
  'page.larger',
  'page.smaller',
  'page.theme',
  'page.keys',
] as const;

type PanelButtonsProps = Pick<TopBarProps, 'entry' | 'room' | 'counts' | 'commands'>;

function PanelButtons({ entry, room, counts, commands }: PanelButtonsProps): ReactNode {
  const { t } = useText();
  const { state, change } = room;
  const toggle = (panel: Panel) => () => change({ panel: state.panel === panel ? undefined : panel });
  return (
    <>
      {entry.rights.administer.may && (
        <IconButton
          icon={Mic}
          label={t('floor.title')}
          hotkey="Alt-f"
          isOn={state.floor}
          onPress={() => change({ floor: !state.floor })}
        />
      )}
      {PANEL_BUTTONS.map(({ panel, icon, key }) => (
        <IconButton
          key={panel}
          icon={icon}
          label={t(`panel.${panel}`)}
          hotkey={key}
          isOn={state.panel === panel}
          count={counts[panel]}
          onPress={toggle(panel)}
        />
      ))}
      {(counts.kept ?? 0) > 0 && (
        <IconButton
          icon={ArchiveRestore}
          label={t('panel.kept')}
          isOn={state.panel === 'kept'}
          count={counts.kept}
          onPress={toggle('kept')}
        />
      )}
      <MoreMenu commands={commands} />
    </>
  );
}

/** What is less often used, each with its key; everything else is in the palette. */
function MoreMenu({ commands }: Pick<TopBarProps, 'commands'>): ReactNode {
  const { t } = useText();
  const listed = IN_MENU.flatMap(
    (id) => commands.find((each) => each.id === id && each.can() === true) ?? [],
  );
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={t('bar.more')}>
        <Ellipsis size={18} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu aria-label={t('bar.more')} onAction={(id) => listed.find((each) => each.id === id)?.run()}>
          {listed.map(({ id, label, key }) => (
            <MenuItem key={id} id={id} className="option more" textValue={label}>
              {label}
              {key && <kbd>{printKey(key)}</kbd>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** What every page offers: language, appearance, sign-out. */
import { Contrast, Languages, LogOut, Moon, Sun } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { api } from '../api.ts';
import { LANGUAGES, type Language, setLanguage, useText } from '../locales/i18n.ts';
import { IconButton, Sheet } from '../panels/controls.tsx';
import { setAppearance, useAppearance } from '../theme/appearance.ts';

/** Names of languages stand in their own language, for those who cannot read the present one. */
const OWN_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

export function LanguageMenu(): ReactNode {
  const { t, language } = useText();
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={t('page.language')}>
        <Languages size={18} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu
          aria-label={t('page.language')}
          selectionMode="single"
          selectedKeys={[language]}
          onAction={(key) => setLanguage(key as Language)}
        >
          {LANGUAGES.map((each) => (
            <MenuItem key={each} id={each} className="option" lang={each} textValue={OWN_NAMES[each]}>
              {OWN_NAMES[each]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

export const isDark = (): boolean => document.documentElement.dataset.theme === 'dark';

export function AppearanceButtons(): ReactNode {
  const { t } = useText();
  const { contrast } = useAppearance();
  const dark = isDark();
  return (
    <>
      <IconButton
        icon={dark ? Sun : Moon}
        label={t(dark ? 'command.light' : 'command.dark')}
        onPress={() => setAppearance({ theme: dark ? 'light' : 'dark' })}
      />
      <IconButton
        icon={Contrast}
        label={t('command.contrast')}
        isOn={contrast === 'more'}
        onPress={() => setAppearance({ contrast: contrast === 'more' ? 'normal' : 'more' })}
      />
    </>
  );
}

/** Asks first: words that were not sent yet are wiped with the device's store. */
export function SignOutButton({ beforehand }: { readonly beforehand: () => Promise<void> }): ReactNode {
  const { t } = useText();
  const [asks, setAsks] = useState(false);
  const leave = async (): Promise<void> => {
    await beforehand();
    await api.signOut();
    location.assign('/');
  };
  return (
    <>
      <IconButton icon={LogOut} label={t('page.sign-out')} onPress={() => setAsks(true)} />
      <Sheet title={t('page.sign-out')} isOpen={asks} onClose={() => setAsks(false)}>
        <p>{t('page.sign-out-sure')}</p>
        <Button className="button danger" autoFocus onPress={() => void leave()}>
          {t('page.sign-out')}
        </Button>
      </Sheet>
    </>
  );
}

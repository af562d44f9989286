import { ActionIcon, Badge, Button, Card, createTheme, Drawer, Menu, Modal, SegmentedControl, Skeleton, Tooltip, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { words } from './words.ts';

const accent: MantineColorsTuple = ['#f4f3fd', '#eeedfb', '#d9d7f6', '#bcb9fa', '#a5a2f5', '#7e7ae0', '#5b57c9', '#4f4bbb', '#4a46b4', '#3a3791'];
const bad: MantineColorsTuple = ['#fdf4f3', '#fbeae8', '#f4cdc9', '#eca8a1', '#dc766c', '#c95a50', '#b9483f', '#a73c33', '#8f3029', '#6f241f'];

/** Mantine in Attune's clothes: it draws from the tokens, so a new colour is changed in tokens.css only. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: 'var(--text-xs)', sm: 'var(--text-sm)', md: 'var(--text-md)', lg: 'var(--text-lg)', xl: 'var(--text-xl)' },
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '650',
    sizes: {
      h1: { fontSize: 'var(--text-2xl)', lineHeight: '1.2' },
      h2: { fontSize: 'var(--text-xl)', lineHeight: '1.3' },
      h3: { fontSize: 'var(--text-lg)', lineHeight: '1.35' },
      h4: { fontSize: 'var(--text-md)', lineHeight: '1.4' },
    },
  },
  colors: { accent, bad },
  black: '#2b2a33',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  defaultRadius: 'var(--radius-sm)',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } }),
    Badge: Badge.extend({ styles: { root: { textTransform: 'none', fontWeight: 550 } } }),
    Card: Card.extend({ defaultProps: { withBorder: true, radius: 'var(--radius)', padding: 'lg' } }),
    Drawer: Drawer.extend({ defaultProps: { position: 'right', size: 560, overlayProps: { backgroundOpacity: 0.35 }, closeButtonProps: { 'aria-label': words.common.close } }, styles: { content: { background: 'var(--card)' }, header: { background: 'var(--card)', padding: '20px 28px 12px' }, body: { padding: '4px 28px 40px' } } }),
    Modal: Modal.extend({ defaultProps: { radius: 'var(--radius)', centered: true, overlayProps: { backgroundOpacity: 0.35 }, closeButtonProps: { 'aria-label': words.common.close } }, styles: { content: { background: 'var(--card)' }, header: { background: 'var(--card)', padding: '20px 24px 10px' }, title: { fontWeight: 650, fontSize: 'var(--text-lg)' }, body: { padding: '4px 24px 24px' } } }),
    // The placeholder that takes the first focus is a child a menu may not have (ARIA); without it the first item is focused.
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { withItemsBorders: false }, styles: { root: { background: 'var(--sunken)', border: '1px solid var(--line)' }, indicator: { background: 'var(--card)', boxShadow: 'var(--shadow-1)' }, label: { fontWeight: 550 } } }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'var(--radius-sm)' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, multiline: true, maw: 320 } }),
  },
});

/** Lays Mantine's own variables onto the tokens; both twins are switched by the tokens themselves. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-anchor': 'var(--accent-ink)',
    '--mantine-color-placeholder': 'var(--soft)',
    '--mantine-color-error': 'var(--bad-ink)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--soft)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-color-accent-filled': 'var(--accent)',
    '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
    '--mantine-color-accent-light': 'var(--accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--accent-soft)',
    '--mantine-color-accent-light-color': 'var(--accent-ink)',
    '--mantine-color-accent-outline': 'var(--accent-ink)',
    '--mantine-color-bad-light': 'var(--bad-soft)',
    '--mantine-color-bad-light-hover': 'var(--bad-soft)',
    '--mantine-color-bad-light-color': 'var(--bad-ink)',
    '--mantine-color-gray-light': 'var(--sunken)',
    '--mantine-color-gray-light-hover': 'var(--line)',
    '--mantine-color-gray-light-color': 'var(--ink)',
    '--mantine-color-gray-text': 'var(--soft)',
    '--mantine-shadow-sm': 'var(--shadow-1)',
    '--mantine-shadow-md': 'var(--shadow-2)',
    '--mantine-shadow-lg': 'var(--shadow-2)',
    '--mantine-shadow-xl': 'var(--shadow-2)',
  };
  return { variables: {}, light: both, dark: both };
};

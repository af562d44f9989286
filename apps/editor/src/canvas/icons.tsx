import { Bell, Cake, CalendarClock, CircleHelp, ClipboardCheck, Clock, Flag, HeartPulse, Hourglass, ListTree, Mail, MessageCircleQuestionMark, Radio, Repeat, Route, Scale, Smile, Split, Sun, UserPen, UserPlus, Users, Webhook, Zap, type LucideIcon } from 'lucide-react';

/**
 * The icons kinds may name. Named one by one, so that the build takes in these and not all of the thousand others.
 * A kind with another icon shows the question mark; a test tells whoever adds it.
 */
const icons: Readonly<Record<string, LucideIcon>> = {
  bell: Bell, cake: Cake, 'calendar-clock': CalendarClock, 'clipboard-check': ClipboardCheck, clock: Clock, flag: Flag, 'heart-pulse': HeartPulse, hourglass: Hourglass, 'list-tree': ListTree, mail: Mail, 'message-circle-question-mark': MessageCircleQuestionMark, radio: Radio, repeat: Repeat, route: Route, scale: Scale, smile: Smile, split: Split, sun: Sun, 'user-pen': UserPen, 'user-plus': UserPlus, users: Users, webhook: Webhook, zap: Zap,
};

export function hasIcon(name: string): boolean {
  return Object.hasOwn(icons, name);
}

/** The icon of a kind. Decoration: the title beside it says the same. */
export function KindIcon({ name, size = 16 }: { readonly name: string; readonly size?: number }) {
  const Icon = icons[name] ?? CircleHelp;
  return <Icon size={size} strokeWidth={1.9} aria-hidden />;
}

/** An icon on the soft ground of its category's colour. */
export function KindTile({ name, category, size = 28 }: { readonly name: string; readonly category: string; readonly size?: number }) {
  return (
    <span className="kind-tile" data-tone={category} style={{ width: size, height: size }}>
      <KindIcon name={name} size={Math.round(size * 0.57)} />
    </span>
  );
}

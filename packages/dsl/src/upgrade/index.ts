export { upgrade, formats, type Format, type Upgrade } from './upgrade.ts';

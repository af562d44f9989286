import type { JourneyTemplate } from '@attune/templates';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CatalogKeeper } from '../store/catalog.ts';
import type { Database } from '../store/database.ts';
import type { Keyring } from '../store/keys.ts';
import type { Work } from '../work/index.ts';
import type { Sample } from './shapes.ts';

/** What a channel is to the management API: its name and whether it is set up. */
export interface ChannelState {
  readonly name: string;
  readonly title: string;
  /** What a customer's device needs to be reached by it (web push); null for most. */
  readonly publicKey: string | null;
  /** Null when it can send, else what is missing. */
  readonly problem: string | null;
}

/** Secrets of channels: which there are and whether they are set, never what they are. */
export interface SecretDesk {
  list(): readonly { readonly name: string; readonly title: string; readonly help: string; readonly from: 'environment' | 'settings' | null; readonly changedAt: string | null; readonly problem: string | null }[];
  /** Whether a request is signed (Standard Webhooks) with the secret of this name; null where none is set. */
  verify(name: string, headers: Readonly<Record<string, string>>, body: Uint8Array): boolean | null;
  /** Null when it was kept, else what to write instead. */
  put(name: string, value: string): Promise<string | null>;
  /** False where none was kept. */
  remove(name: string): Promise<boolean>;
}

/** The sample shop: `start` begins feeding it (once), `state` says how far it is. */
export interface SampleShop {
  start(): Promise<void>;
  state(): Promise<Sample>;
}

/** All that the HTTP side stands on. Nothing in `http/` reaches for anything else. */
export interface HttpDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly work: Work;
  readonly lanes: number;
  readonly keys: Keyring;
  readonly catalog: CatalogKeeper;
  readonly channels: readonly ChannelState[];
  readonly secrets: SecretDesk;
  readonly gallery: readonly JourneyTemplate[];
  readonly sample: SampleShop | null;
  /** Text of `/metrics`. */
  readonly metrics: { text(): Promise<string>; readonly contentType: string };
  /** Whether the server can be reached from this machine only: then the editor needs no key. */
  readonly loopback: boolean;
  /** True once events are taken and workers run. */
  ready(): boolean;
  /** Folder of the built editor; null where it is not served. */
  readonly editor: string | null;
}

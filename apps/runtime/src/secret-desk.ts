import { isSigned } from './channel/request/signature.ts';
import { secretKinds } from './channel/secrets.ts';
import type { SecretDesk } from './http/deps.ts';
import type { Vault } from './store/vault.ts';

/** The secrets as the management API handles them: which there are, which are set, and never a value. */
export function createSecretDesk(vault: Vault): SecretDesk {
  return {
    list: () => secretKinds.map(({ name, title, help }) => {
      const state = vault.list().find((one) => one.name === name);
      return { name, title, help, from: state?.from ?? null, changedAt: state?.changedAt ?? null, problem: state?.problem ?? null };
    }),
    verify(name, headers, body) {
      const secrets = vault.get(name);
      return secrets === null ? null : isSigned(secrets, headers, body);
    },
    async put(name, value) {
      const wrong = secretKinds.find((kind) => kind.name === name)?.check(value.trim()) ?? null;
      if (wrong === null) await vault.put(name, value.trim());
      return wrong;
    },
    remove: (name) => vault.remove(name),
  };
}

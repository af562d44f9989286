import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './apps/runtime/src/store/schema.ts', out: './apps/runtime/migrations' });

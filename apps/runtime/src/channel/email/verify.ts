import { createTransport } from 'nodemailer';

const WAIT_MS = 10_000;

/** Connects to a mail server and logs in where the address names a user, without sending anything. Null where that works, else the server's words. */
export async function verifySmtp(smtpUrl: string): Promise<string | null> {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS, forceAuth: new URL(smtpUrl).username !== '' });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    transport.close();
  }
}

import { expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';

it('gives tests a real Chromium that lays out text and takes typed words', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<label>Name <input></label><p id="wide">Hello there</p>');
    await page.getByLabel('Name').fill('Grace');
    expect(await page.getByLabel('Name').inputValue()).toBe('Grace');
    expect((await page.locator('#wide').boundingBox())?.height).toBeGreaterThan(5);
  } finally {
    await browser.close();
  }
});

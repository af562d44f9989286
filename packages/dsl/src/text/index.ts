export { helpers, type Helper } from './helpers.ts';
export { parseText, type ParsedText } from './parse-text.ts';
export { textNames } from './read-path.ts';
export { renderContent, type RenderedContent } from './render-content.ts';
export { renderText, type Rendered, type TextScope } from './render-text.ts';
export { countSegments, type SmsSegments } from './sms-segments.ts';

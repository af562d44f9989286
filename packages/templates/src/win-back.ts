import type { TemplateSource } from './source.ts';
import journey from '../win-back/journey.json' with { type: 'json' };
import winbackMissYou from '../win-back/messages/winback-miss-you.json' with { type: 'json' };
import winbackChoose from '../win-back/messages/winback-choose.json' with { type: 'json' };
import winbackGift from '../win-back/messages/winback-gift.json' with { type: 'json' };
import winbackQuestion from '../win-back/messages/winback-question.json' with { type: 'json' };
import winbackGoodbye from '../win-back/messages/winback-goodbye.json' with { type: 'json' };
import segments from '../win-back/segments.json' with { type: 'json' };

export const winBack: TemplateSource = {
  journey,
  messages: { 'winback-miss-you': winbackMissYou, 'winback-choose': winbackChoose, 'winback-gift': winbackGift, 'winback-question': winbackQuestion, 'winback-goodbye': winbackGoodbye },
  segments,
};

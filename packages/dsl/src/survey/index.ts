export { bandOf, scaleOf, scoresOf, type SurveyKind, type SurveyScale } from './scale.ts';
export { surveyFigures, type SurveyFigures } from './figures.ts';
export { plainQuestion, surveyScope, withQuestion } from './words.ts';

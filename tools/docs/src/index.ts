export { type GeneratedPage, listGeneratedPages } from './generated-pages.ts';

import type { Graph } from '@attune/dsl';
import { KindIcon } from '../canvas/icons.tsx';
import { kindOf } from '../document/kinds.ts';
import { pictureOf, type PictureLine } from './graph-layout.ts';
import classes from './graph-picture.module.css';

const CELL_X = 60;
const CELL_Y = 54;
const TILE = 40;
const centre = (cell: number, size: number): number => cell * size + size / 2;

/** A small picture of a journey: a tile a step, coloured and marked by its kind. `label` says in words what is drawn. */
export function GraphPicture({ graph, label }: { graph: Graph; label: string }) {
  const picture = pictureOf(graph);
  return (
    <svg className={classes.picture} viewBox={`0 0 ${picture.width * CELL_X} ${picture.height * CELL_Y}`} role="img" aria-label={label} preserveAspectRatio="xMidYMid meet">
      {picture.lines.map((line) => <path key={`${line.from.id}-${line.to.id}`} className={classes.line} d={curve(line)} />)}
      {picture.places.map((place) => {
        const kind = kindOf(place.kind);
        return (
          <g key={place.id} data-tone={kind?.category ?? 'flow'} transform={`translate(${centre(place.x, CELL_X) - TILE / 2} ${centre(place.y, CELL_Y) - TILE / 2})`}>
            <rect width={TILE} height={TILE} rx={11} className={classes.tile} />
            <g className={classes.icon} transform={`translate(${TILE / 2 - 9} ${TILE / 2 - 9})`}><KindIcon name={kind?.icon ?? ''} size={18} /></g>
          </g>
        );
      })}
    </svg>
  );
}

function curve({ from, to }: PictureLine): string {
  const [x1, y1, x2, y2] = [centre(from.x, CELL_X) + TILE / 2, centre(from.y, CELL_Y), centre(to.x, CELL_X) - TILE / 2, centre(to.y, CELL_Y)];
  // A way back runs below everything it passes.
  if (to.x <= from.x) return `M${x1 - TILE / 2} ${y1 + TILE / 2} C${x1 - TILE / 2} ${y1 + CELL_Y} ${x2 + TILE / 2} ${y2 + CELL_Y} ${x2 + TILE / 2} ${y2 + TILE / 2}`;
  const bend = Math.max(12, (x2 - x1) / 2);
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

import { getRouteApi } from '@tanstack/react-router';
import { JourneyScreen } from './journey/journey-screen.tsx';

const route = getRouteApi('/journeys/$key');

/** The canvas at its address. The key is the React key too: another journey is another screen, not the same one with new props. */
export function JourneyRoute() {
  const { key } = route.useParams();
  return <JourneyScreen key={key} journeyKey={key} />;
}

import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useConnection } from '../api/connection.ts';
import classes from './shell.module.css';
import { words } from './words.ts';

/** Says that the runtime does not answer, and renews what is shown when it is back. */
export function OfflineBanner() {
  const connection = useConnection();
  const client = useQueryClient();
  const was = useRef(connection);
  useEffect(() => {
    if (was.current === 'offline' && connection === 'online') void client.invalidateQueries();
    was.current = connection;
  }, [connection, client]);
  return (
    <div role="status">
      {connection === 'offline' && (
        <div className={classes.offline}>
          <CloudOff size={18} aria-hidden />
          {words.shell.offline}
        </div>
      )}
    </div>
  );
}

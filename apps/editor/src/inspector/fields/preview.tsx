import { Button, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { api, type PreviewRequest } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useCustomers } from '../../api/queries.ts';
import { words } from '../../canvas/words.ts';
import { MessageView } from '../../ui/message-view.tsx';

/** How a message looks to one customer, rendered by the runtime with the same code that sends it. */
export function Preview({ request }: { readonly request: Omit<PreviewRequest, 'customer'> }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="preview">
      <Button size="compact-sm" variant="light" leftSection={<Eye size={14} aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>{words.form.preview}</Button>
      {open && <Look request={request} />}
    </div>
  );
}

function Look({ request }: { readonly request: Omit<PreviewRequest, 'customer'> }) {
  const [customer, setCustomer] = useState<string | null>(null);
  const customers = useCustomers({});
  const [asked] = useDebouncedValue(request, 400);
  const preview = useQuery({
    queryKey: ['preview', asked, customer],
    queryFn: ({ signal }) => api.content.preview({ ...asked, ...(customer ? { customer } : {}) }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const people = [...new Map(customers.items.map((c) => [c.id, { value: c.id, label: c.name ?? c.email ?? c.id }])).values()];
  return (
    <>
      <Select label={words.form.previewAs} placeholder={words.form.nobody} size="xs" searchable clearable data={people} value={customer} onChange={setCustomer} />
      {preview.error && <Text size="xs" c="var(--bad-ink)">{asProblem(preview.error).detail ?? asProblem(preview.error).title}</Text>}
      {preview.data?.issues.map((issue, i) => <Text key={i} size="xs" c="var(--warm-ink)">{issue.message}</Text>)}
      {preview.data && <MessageView channel={request.channel} subject={preview.data.subject} body={preview.data.body} html={preview.data.html} />}
    </>
  );
}

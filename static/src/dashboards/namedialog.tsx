// Name and description of a dashboard, new or old.

import { t } from "../core/i18n";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextArea, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";

interface Props {
  title: string;
  action: string;
  name?: string;
  description?: string;
  close: () => void;
  save: (v: { name: string; description: string | null }) => Promise<void> | void;
}

export function NameDialog({ title, action, name, description, close, save }: Props) {
  const form = useForm(async (v) => {
    await save({ name: (v.name ?? "").trim(), description: v.description?.trim() || null });
  });
  return (
    <Dialog title={title} onClose={close}>
      <Form form={form} focus>
        <TextField
          label={t("name")}
          name="name"
          defaultValue={name}
          maxLength={200}
          error={form.wrong("name")}
        />
        <TextArea
          label={t("description")}
          name="description"
          rows={2}
          defaultValue={description}
          error={form.wrong("description")}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {action}
          </Button>
          <Button onClick={close}>{t("cancel")}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

// Dialogs: what asks before it goes on. The focus goes in, and comes back.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import css from "./controls.module.css";
import { KeptFocus } from "./KeptFocus";

interface DialogProps {
  title: string;
  wide?: boolean;
  children: ReactNode | ((close: () => void) => ReactNode);
}

function Body({ title, wide = false, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className={css.overlay ?? ""} isDismissable>
      <Modal className={`${css.modal ?? ""} ${wide ? (css.wide ?? "") : ""}`}>
        <AriaDialog className={css.dialog ?? ""}>
          {({ close }) => (
            <>
              <KeptFocus />
              <div className={css.dialogHead}>
                <Heading slot="title" level={2}>
                  {title}
                </Heading>
                <IconButton label={t("close")} onPress={close}>
                  <X size={18} aria-hidden />
                </IconButton>
              </div>
              {typeof children === "function" ? children(close) : children}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A dialog that its trigger opens. */
export function Dialog({ trigger, ...rest }: DialogProps & { trigger: ReactNode }) {
  return (
    <DialogTrigger>
      {trigger}
      <Body {...rest} />
    </DialogTrigger>
  );
}

/** A dialog that is open as long as somebody says so. */
export function OpenDialog({
  isOpen,
  onClose,
  ...rest
}: DialogProps & { isOpen: boolean; onClose: () => void }) {
  return (
    <DialogTrigger
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <span hidden />
      <Body {...rest} />
    </DialogTrigger>
  );
}

/** The buttons at the end of a dialog. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={css.actions}>{children}</div>;
}

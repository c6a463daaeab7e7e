#pragma once

#include "exchange/credsfile.h"

#include <QObject>

class QWidget;

namespace wallaroo {

class FieldMessage;
class LinkButton;
class Prompts;

/// [Import creds.json…] and what came of it.
class CredsImport final : public QObject {
    Q_OBJECT
public:
    /// prompts outlives this. parent: the form, which places link() and message() and owns them.
    CredsImport(Prompts& prompts, QWidget* parent);

    [[nodiscard]] LinkButton* link() const { return m_link; }

    [[nodiscard]] FieldMessage* message() const { return m_message; }

Q_SIGNALS:
    /// Members that the file does not have are empty: leave those fields as they are.
    void imported(const wallaroo::exchange::Creds& creds);

private:
    void take(const QString& path);
    void askToDelete(const QString& path);

    Prompts& m_prompts;
    LinkButton* m_link;
    FieldMessage* m_message;
};

} // namespace wallaroo

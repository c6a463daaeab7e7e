#include "pages/tableexport.h"
#include "pages/userfilters.h"
#include "pages/userspage.h"
#include "support/account.h"
#include "support/locklookup.h"
#include "widgets/banner.h"
#include "widgets/pagehead.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMenu>
#include <QPushButton>

// What leaves the program.

namespace wallaroo {

void UsersPage::addExport() {
    head().addButton(m_export->button(this, [this](QMenu& menu) {
        if (isReadOnly())
            return;
        menu.addSeparator();
        menu.addAction(tr("Dormant people…"), this, &UsersPage::openDormant);
    }));
    connect(m_export, &TableExport::saved, this, [this](const QString& text) { notice(text, {}, {}); });
    connect(m_export, &TableExport::failed, this, [this](const Error& error) { banner().show(error); });
}

Provenance UsersPage::described(int rows) const {
    Provenance from = m_account.provenance(tr("Users"));
    QStringList filters{m_users.filter(), m_filters->words()};
    filters.removeAll(QString());
    from.filter = filters.join(QStringLiteral("; "));
    const QString counted = seesEverybody() ? tr("%1 of %2") : tr("%1 of %2, visible to this account");
    from.completeness =
        m_export->completeness(counted.arg(locale().toString(rows), locale().toString(m_users.totalCount())));
    if (const int open = isAboutLocks() ? m_locks->notKnown() : 0; open > 0)
        from.completeness +=
            QStringLiteral("; ") + tr("of %Ln people it is not known whether they are locked", nullptr, open);
    return from;
}

exchange::ApiCall UsersPage::readCall(const QString& id) const {
    const QJsonObject body{{QStringLiteral("user_ids"), QJsonArray{id}}};
    return exchange::ApiCall::mlops(m_account.session.profile().instance, QStringLiteral("users/query"),
                                    QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace wallaroo

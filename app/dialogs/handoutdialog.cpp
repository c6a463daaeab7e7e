#include "dialogs/handoutdialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "style/look.h"
#include "support/clipboard.h"
#include "widgets/announce.h"
#include "widgets/taborder.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

enum Column { Name, Username, Password, State };

} // namespace

HandOutDialog::HandOutDialog(const QString& address, QList<Entry> entries, Clipboard& clipboard, QWidget* parent)
    : QDialog(parent),
      m_address(address),
      m_entries(std::move(entries)),
      m_clipboard(clipboard),
      m_list(rowList(tr("Temporary passwords"), {tr("Name"), tr("User name"), tr("Temporary password"), tr("Copied")},
                     this)),
      m_warning(paragraph({}, this)),
      m_copy(new QPushButton(tr("&Copy for this person"), this)),
      m_close(new QPushButton(tr("C&lose"), this)) {
    setObjectName(QStringLiteral("handOut"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Temporary passwords"));
    layOut();
    connect(m_copy, &QPushButton::clicked, this, &HandOutDialog::copyCurrent);
    connect(m_close, &QPushButton::clicked, this, &HandOutDialog::reject);
    m_list->setCurrentItem(m_list->topLevelItem(std::max<int>(0, static_cast<int>(m_copied.indexOf(false)))));
    m_copy->setFocus();
}

void HandOutDialog::layOut() {
    auto* column = dialogColumn(
        *this, tr("Hand out %n temporary passwords", nullptr, static_cast<int>(m_entries.size())),
        tr("Each can be copied here and nowhere else, and stands in no file. One text per person: address, user name, "
           "temporary password. It has to be changed at the first sign-in."));
    m_list->setObjectName(QStringLiteral("handOutList"));
    auto* header = m_list->header();
    header->setStretchLastSection(false);
    for (const Column given : {Name, Username})
        header->setSectionResizeMode(given, QHeaderView::Stretch);
    for (const Column own : {Password, State})
        header->setSectionResizeMode(own, QHeaderView::ResizeToContents);
    for (const Entry& entry : m_entries) {
        auto* item = new QTreeWidgetItem(m_list); // the list owns it
        item->setText(Name, displayText(entry.name, 120));
        item->setText(Username, displayText(entry.username, 120));
        item->setText(Password, QString(12, QChar(0x2022)));
        item->setData(Password, Qt::AccessibleTextRole, tr("hidden"));
        item->setText(State, entry.isCopied ? tr("copied") : tr("not yet"));
        m_copied << entry.isCopied;
    }
    column->addWidget(m_list, 1);
    m_warning->setObjectName(QStringLiteral("handOutWarning"));
    setTextTint(m_warning, Tint::Danger);
    m_warning->hide();
    column->addWidget(m_warning);
    m_copy->setObjectName(QStringLiteral("handOutCopy"));
    m_copy->setAutoDefault(false);
    m_close->setObjectName(QStringLiteral("handOutClose"));
    m_close->setAutoDefault(false);
    setMain(m_copy);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_copy);
    column->addLayout(buttons);
    tabInOrderOfLayout(*this);
    resizeWithinScreen(*this, 820, 400);
}

Secret HandOutDialog::textFor(const Entry& entry) const {
    QByteArray text = tr("Address: %1\nUser name: %2\nTemporary password: ").arg(m_address, entry.username).toUtf8();
    const auto password = entry.password.reveal();
    text.reserve(text.size() + password.size() + 1);
    text.append(password.data(), password.size()).append('\n');
    return Secret::taking(text);
}

void HandOutDialog::copyCurrent() {
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0)
        return;
    const Entry& entry = m_entries[row];
    const QString what = tr("Temporary password of %1").arg(displayText(entry.username, 80));
    m_clipboard.copySecret(textFor(entry), what, 0);
    m_copied[row] = true;
    Q_EMIT copied(entry.id);
    m_list->topLevelItem(row)->setText(State, tr("copied"));
    m_isWarned = false;
    m_warning->hide();
    m_close->setText(tr("C&lose"));
    announce(this, tr("%1 copied").arg(what));
    if (row + 1 < m_list->topLevelItemCount())
        m_list->setCurrentItem(m_list->topLevelItem(row + 1));
}

int HandOutDialog::uncopied() const {
    return static_cast<int>(m_copied.count(false));
}

void HandOutDialog::showWarning() {
    m_isWarned = true;
    m_warning->setText(tr("%n passwords were not copied and are lost when this closes.", nullptr, uncopied()));
    m_warning->show();
    m_close->setText(tr("C&lose all the same"));
    announce(this, m_warning->text());
    m_copy->setFocus();
}

void HandOutDialog::reject() {
    if (uncopied() > 0 && !m_isWarned)
        showWarning();
    else
        QDialog::reject();
}

void HandOutDialog::closeEvent(QCloseEvent* event) {
    if (uncopied() > 0 && !m_isWarned) {
        showWarning();
        event->ignore();
        return;
    }
    QDialog::closeEvent(event);
}

} // namespace wallaroo

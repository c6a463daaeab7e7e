#include "dialogs/invitedialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "models/celltext.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/prompts.h"

#include <QCheckBox>
#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr qint64 largestFile = 4 * 1024 * 1024;

} // namespace

InviteDialog::InviteDialog(Way way, const QString& instance, Known known, Prompts& prompts, QWidget* parent)
    : QDialog(parent),
      m_way(way),
      m_known(std::move(known)),
      m_prompts(prompts),
      m_text(new QPlainTextEdit(this)),
      m_preview(rowList(tr("What each row will do"), {tr("Line"), tr("E-mail"), tr("Name"), tr("What happens")}, this)),
      m_summary(paragraph({}, this)),
      m_error(paragraph({}, this)),
      m_admin(new QCheckBox(tr("As &administrators of the instance"), this)),
      m_file(quietButton(tr("Open a CSV &file…"), "inviteFile", this)),
      m_act(quietButton({}, "inviteAct", this)) {
    setObjectName(QStringLiteral("inviteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(way == Way::Invitation ? tr("Invite to %1").arg(displayText(instance, 60))
                                          : tr("Create in Keycloak of %1").arg(displayText(instance, 60)));
    layOut();
    connect(m_text, &QPlainTextEdit::textChanged, this, &InviteDialog::look);
    connect(m_admin, &QCheckBox::toggled, this, &InviteDialog::look);
    connect(m_file, &QPushButton::clicked, this, &InviteDialog::openFile);
    look();
    m_text->setFocus();
}

void InviteDialog::layOut() {
    auto* column =
        dialogColumn(*this, windowTitle(),
                     m_way == Way::Invitation
                         ? tr("Each gets an account and a temporary password, shown to you once when it is done. "
                              "Whether a mail goes out depends on the edition.")
                         : tr("No mail goes out: you hand each their address, user name and temporary password."));
    auto* label = paragraph({}, this);
    label->setText(tr("&E-mail addresses: one, or many as you have them"));
    label->setBuddy(m_text);
    column->addWidget(label);
    m_text->setObjectName(QStringLiteral("inviteText"));
    m_text->setAccessibleName(tr("E-mail addresses"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(Metrics(this).line() * 4);
    m_text->setPlaceholderText(tr("ana@example.com\nBo Weber <bo@example.com>"));
    column->addWidget(m_text, 1);
    m_error->setObjectName(QStringLiteral("inviteError"));
    setTextTint(m_error, Tint::Danger);
    m_error->hide();
    column->addWidget(m_error);
    layOutPreview();
    column->addWidget(m_preview, 2);
    m_summary->setObjectName(QStringLiteral("inviteSummary"));
    column->addWidget(m_summary);
    m_admin->setObjectName(QStringLiteral("inviteAdmin"));
    m_admin->setVisible(m_way == Way::Invitation);
    column->addWidget(m_admin);
    m_act->setToolTip(tr("Ctrl+Enter"));
    m_buttons = actingRow(*this, m_act, {m_file});
    column->addLayout(m_buttons);
    resizeWithinScreen(*this, 880, 560);
}

void InviteDialog::layOutPreview() {
    m_preview->setObjectName(QStringLiteral("invitePreview"));
    const int letter = m_preview->fontMetrics().averageCharWidth();
    const QList<int> widths{8, 32, 22}; // what happens has the rest
    for (int i = 0; i < widths.size(); ++i)
        m_preview->header()->resizeSection(i, letter * widths[i]);
    m_preview->setMinimumHeight(Metrics(this).rowHeight() * 4);
}

void InviteDialog::setCallsButton(QPushButton* button) {
    m_calls = button;
    m_buttons->insertWidget(1, button);
    setTabOrder(m_act, button);
    judge();
}

void InviteDialog::setText(const QString& text) {
    m_text->setPlainText(text);
}

/// Pasted tables have a head, too: what reads as one is taken for one.
void InviteDialog::look() {
    const QString text = m_text->toPlainText();
    const QString head = text.section(u'\n', 0, 0);
    const bool isTable = (head.contains(u',') || head.contains(u';') || head.contains(u'\t')) && !head.contains(u'@');
    m_error->hide();
    if (!isTable) {
        m_rows = exchange::invitesFromText(text);
    } else if (auto read = exchange::invitesFromCsv(text.toUtf8())) {
        m_rows = std::move(*read);
    } else {
        m_rows.clear();
        m_error->setText(read.error().sentence + u' ' + read.error().advice);
        m_error->show();
    }
    judge();
}

void InviteDialog::judge() {
    exchange::judgeInvites(m_rows, m_known);
    for (auto& row : m_rows)
        row.isAdmin = m_way == Way::Invitation && (row.isAdmin || m_admin->isChecked());
    showRows();
    const auto count = static_cast<int>(invitees().size());
    m_act->setText(m_way == Way::Invitation ? tr("Invite %n people", nullptr, count)
                                            : tr("Create %n users", nullptr, count));
    m_act->setEnabled(count > 0);
    if (m_calls)
        m_calls->setEnabled(count > 0);
    const auto others = static_cast<int>(m_rows.size()) - count;
    m_summary->setText(others > 0 ? tr("%n rows are left out.", nullptr, others) : QString());
    m_summary->setVisible(others > 0);
}

void InviteDialog::showRows() {
    m_preview->clear();
    QList<QTreeWidgetItem*> items;
    for (const auto& row : m_rows) {
        auto* item = new QTreeWidgetItem; // the tree takes it
        const QString name = (row.firstName + u' ' + row.lastName).trimmed();
        QString what = m_way == Way::Invitation ? tr("will be invited") : tr("will be created");
        if (row.isAdmin)
            what = tr("will be invited as administrator");
        if (row.does != exchange::InviteRow::Does::Invites) {
            what = tr("left out: %1").arg(row.why);
            item->setIcon(3, icon(QStringLiteral("warning"), Tint::Warning));
        } else if (!row.why.isEmpty()) {
            what += QStringLiteral("; ") + row.why;
        }
        item->setText(0, locale().toString(row.line));
        item->setText(1, displayText(row.email, 120));
        item->setText(2, displayText(name, 120));
        item->setText(3, what);
        item->setToolTip(3, models::literalToolTip(what));
        items << item;
    }
    m_preview->addTopLevelItems(items);
}

std::vector<exchange::InviteRow> InviteDialog::invitees() const {
    std::vector<exchange::InviteRow> rows;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(rows),
                 [](const auto& row) { return row.does == exchange::InviteRow::Does::Invites; });
    return rows;
}

void InviteDialog::openFile() {
    m_prompts.chooseFile(this, tr("People to invite"), tr("CSV or text (*.csv *.txt);;All files (*)"), this,
                         [this](const QString& path) {
                             QFile file(path);
                             const bool isRead = file.open(QIODevice::ReadOnly) && file.size() <= largestFile;
                             m_error->setText(isRead ? QString()
                                                     : tr("%1 cannot be read, or is larger than 4 MB.").arg(path));
                             m_error->setVisible(!isRead);
                             if (isRead)
                                 setText(QString::fromUtf8(file.readAll()).remove(QChar(0xFEFF)));
                         });
}

void InviteDialog::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        if (m_act->isEnabled())
            m_act->click();
    } else if (!isEnter) {
        QDialog::keyPressEvent(event);
    }
}

} // namespace wallaroo

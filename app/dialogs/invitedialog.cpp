#include "dialogs/invitedialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "exchange/csv.h"
#include "models/celltext.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/prompts.h"
#include "widgets/announce.h"
#include "widgets/taborder.h"

#include <QCheckBox>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
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

QLayout* beside(QLabel* text, QPushButton* button) {
    auto* line = new QHBoxLayout;
    line->addWidget(text, 1);
    line->addWidget(button, 0, Qt::AlignBottom);
    return line;
}

} // namespace

InviteDialog::InviteDialog(Way way, const QString& instance, Known known, Prompts& prompts, QWidget* parent)
    : QDialog(parent),
      m_way(way),
      m_instance(displayText(instance, 60)),
      m_known(std::move(known)),
      m_prompts(prompts),
      m_text(new QPlainTextEdit(this)),
      m_preview(rowList(tr("What each row will do"), {tr("Line"), tr("E-mail"), tr("Name"), tr("What happens")}, this)),
      m_summary(paragraph({}, this)),
      m_error(paragraph({}, this)),
      m_admin(new QCheckBox(tr("As &administrators of the instance"), this)),
      m_file(quietButton(tr("Open a CSV &file…"), "inviteFile", this)),
      m_other(quietButton({}, "inviteOther", this)),
      m_act(quietButton({}, "inviteAct", this)) {
    setObjectName(QStringLiteral("inviteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    m_other->setVisible(way == Way::Keycloak);
    connect(m_text, &QPlainTextEdit::textChanged, this, &InviteDialog::look);
    connect(m_admin, &QCheckBox::toggled, this, &InviteDialog::look);
    connect(m_file, &QPushButton::clicked, this, &InviteDialog::openFile);
    connect(m_other, &QPushButton::clicked, this,
            [this] { goWay(m_way == Way::Keycloak ? Way::Invitation : Way::Keycloak); });
    goWay(way);
    m_text->setFocus();
}

void InviteDialog::layOut() {
    auto* column = dialogColumn(*this, titleText());
    auto* body = scrolledBody(*column, this);
    auto* about = paragraph(aboutText(), this);
    about->setObjectName(QStringLiteral("inviteAbout"));
    setTextTint(about, Tint::SecondaryText);
    body->addLayout(beside(about, m_other));
    auto* label = paragraph({}, this);
    label->setText(tr("&E-mail addresses: one, or many as you have them"));
    label->setBuddy(m_text);
    body->addLayout(beside(label, m_file));
    m_text->setObjectName(QStringLiteral("inviteText"));
    m_text->setAccessibleName(tr("E-mail addresses"));
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(tr("ana@example.com\nBo Weber <bo@example.com>"));
    addFilling(*body, m_text, Metrics(this).line() * 4, 1);
    m_error->setObjectName(QStringLiteral("inviteError"));
    setTextTint(m_error, Tint::Danger);
    m_error->hide();
    body->addWidget(m_error);
    layOutPreview();
    addFilling(*body, m_preview, Metrics(this).rowHeight() * 4, 2);
    m_summary->setObjectName(QStringLiteral("inviteSummary"));
    body->addWidget(m_summary);
    m_admin->setObjectName(QStringLiteral("inviteAdmin"));
    body->addWidget(m_admin);
    m_act->setToolTip(tr("Ctrl+Enter"));
    actOnCtrlEnter(*this, m_act);
    m_buttons = actingRow(*this, m_act);
    column->addLayout(m_buttons);
    tabInOrderOfLayout(*this);
    resizeWithinScreen(*this, 880, 560);
}

void InviteDialog::layOutPreview() {
    m_preview->setObjectName(QStringLiteral("invitePreview"));
    shareColumns(*m_preview, {8, 32, 22, 40}, 0);
}

void InviteDialog::setCallsButton(QPushButton* button) {
    m_calls = button;
    m_buttons->insertWidget(0, button);
    tabInOrderOfLayout(*this);
    judge();
}

QString InviteDialog::titleText() const {
    return m_way == Way::Invitation ? tr("Invite to %1").arg(m_instance)
                                    : tr("Create in Keycloak of %1").arg(m_instance);
}

QString InviteDialog::aboutText() const {
    return m_way == Way::Invitation
               ? tr("Each gets an account and a temporary password, shown to you once when it is done. "
                    "Whether a mail goes out depends on the edition.")
               : tr("No mail goes out: you hand each their address, user name and temporary password. "
                    "Accounts made in Keycloak are not held to the number of seats.");
}

/// Nothing typed is lost on the way.
void InviteDialog::goWay(Way way) {
    m_way = way;
    setWindowTitle(titleText());
    findChild<QLabel*>(QStringLiteral("dialogTitle"))->setText(titleText());
    findChild<QLabel*>(QStringLiteral("inviteAbout"))->setText(aboutText());
    const bool isInvitation = way == Way::Invitation;
    m_other->setText(isInvitation ? tr("&Create in Keycloak instead") : tr("&Invite instead"));
    m_admin->setVisible(mayBeAdmins());
    look();
}

void InviteDialog::setGivesRoles(bool gives) {
    m_givesRoles = gives;
    goWay(m_way);
}

void InviteDialog::showError(const Error& error) {
    m_error->setText((error.sentence + u' ' + error.advice).trimmed());
    m_error->show();
    announce(m_text, m_error->text());
}

/// What stands there is not what is in the file, and can be sent all the same.
void InviteDialog::showNotRead(const QString& path, Error error) {
    const QString name = displayText(QFileInfo(path).fileName(), 60);
    error.sentence = tr("“%1” was not read. %2", "file, why").arg(name, error.sentence);
    if (!m_text->toPlainText().isEmpty())
        error.advice = tr("%1 The text above is as before.", "what to do").arg(error.advice).trimmed();
    showError(error);
}

void InviteDialog::setRows(const std::vector<exchange::InviteRow>& rows) {
    setText(exchange::textOfInvites(rows));
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
        showError(read.error());
    }
    judge();
}

void InviteDialog::judge() {
    exchange::judgeInvites(m_rows, m_known);
    for (auto& row : m_rows)
        row.isAdmin = row.isAdmin || (mayBeAdmins() && m_admin->isChecked());
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
        const QString what = whatHappens(row);
        if (row.does != exchange::InviteRow::Does::Invites)
            item->setIcon(3, icon(QStringLiteral("warning"), Tint::Warning));
        item->setText(0, locale().toString(row.line));
        setName(*item, 1, displayText(row.email, 120));
        setName(*item, 2, displayText(name, 120));
        item->setText(3, what);
        item->setToolTip(3, models::literalToolTip(what));
        items << item;
    }
    m_preview->addTopLevelItems(items);
}

QString InviteDialog::whatHappens(const exchange::InviteRow& row) const {
    if (row.does != exchange::InviteRow::Does::Invites)
        return tr("left out: %1").arg(row.why);
    QStringList parts;
    const bool isMade = row.isAdmin && mayBeAdmins();
    if (m_way == Way::Keycloak)
        parts << (isMade ? tr("will be created, then made administrator") : tr("will be created"));
    else
        parts << (isMade ? tr("will be invited as administrator") : tr("will be invited"));
    if (row.isAdmin && !isMade)
        parts << tr("the role of administrator is not given");
    if (m_way == Way::Invitation && !(row.firstName.isEmpty() && row.lastName.isEmpty()))
        parts << tr("the name is not sent");
    if (!row.why.isEmpty())
        parts << row.why;
    if (!models::scriptsNote(row.email).isEmpty() || !models::scriptsNote(row.firstName + row.lastName).isEmpty())
        parts << tr("letters of several scripts: it may look like another one");
    return parts.join(QStringLiteral("; "));
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
                             const auto text =
                                 isRead ? exchange::readText(file.readAll())
                                        : Result<QString>(failure(ErrorKind::FileFailed,
                                                                  tr("It cannot be read, or is larger than 4 MB.")));
                             if (text)
                                 setText(*text);
                             else
                                 showNotRead(path, text.error());
                         });
}

void InviteDialog::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier))
        m_act->click();
    else if (!isEnter)
        QDialog::keyPressEvent(event);
}

} // namespace wallaroo

#include "dialogs/createworkspacedialog.h"

#include "base/displaytext.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

constexpr int nameChars = 44;

/// What a person probably meant: spaces and underscores as dashes, lower case.
QString suggestionFor(const QString& name) {
    QString suggestion;
    const QString lower = name.toLower();
    for (const QChar c : lower) {
        const bool isPlain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
        suggestion += isPlain ? c : (c.isSpace() || c == u'_' || c == u'.') ? u'-' : QChar();
    }
    suggestion.remove(QChar());
    while (suggestion.startsWith(u'-'))
        suggestion.remove(0, 1);
    while (suggestion.endsWith(u'-'))
        suggestion.chop(1);
    return suggestion.left(longestWorkspaceName);
}

} // namespace

CreateWorkspaceDialog::CreateWorkspaceDialog(const models::WorkspacesModel& workspaces, QWidget* parent)
    : QDialog(parent),
      m_workspaces(workspaces),
      m_name(new QLineEdit(this)),
      m_note(new QLabel(this)) {
    setObjectName(QStringLiteral("createWorkspace"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Create a workspace"));
    auto* label = new QLabel(tr("&Name"), this);
    label->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("workspaceName"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setMinimumWidth(fontMetrics().averageCharWidth() * nameChars);
    m_note->setObjectName(QStringLiteral("workspaceNameNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(Metrics(this).line() * 2);
    auto* rest = new QLabel(tr("You become its owner. A workspace cannot be renamed or deleted afterwards."), this);
    rest->setWordWrap(true);
    setTextTint(rest, Tint::SecondaryText);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName(QStringLiteral("createWorkspaceButton"));
    m_create->setDefault(true);
    setMain(m_create);
    auto* column = new QVBoxLayout(this);
    for (QWidget* widget : std::initializer_list<QWidget*>{label, m_name, m_note, rest, buttons})
        column->addWidget(widget);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &CreateWorkspaceDialog::check);
    check();
}

QString CreateWorkspaceDialog::name() const {
    return m_name->text();
}

void CreateWorkspaceDialog::setName(const QString& name, const QString& refusal) {
    m_refusedName = name;
    m_refused = refusal;
    m_name->setText(name);
    check();
}

QString CreateWorkspaceDialog::faultText(NameFault fault, const QString& name) {
    QString text;
    switch (fault) {
    case NameFault::None:
        return {};
    case NameFault::Empty:
        return tr("Lower-case letters, digits and dashes, up to %Ln characters", nullptr, longestWorkspaceName);
    case NameFault::UpperCase:
        text = tr("Capital letters are not allowed.");
        break;
    case NameFault::Space:
        text = tr("Spaces are not allowed.");
        break;
    case NameFault::OtherCharacter:
        text = tr("Only a to z, 0 to 9 and dashes are allowed.");
        break;
    case NameFault::DashAtStart:
        text = tr("A dash cannot stand at the beginning.");
        break;
    case NameFault::DashAtEnd:
        text = tr("A dash cannot stand at the end.");
        break;
    case NameFault::TooLong:
        text = tr("It is too long: %Ln characters are allowed.", nullptr, longestWorkspaceName);
        break;
    }
    const QString better = suggestionFor(name);
    return better.isEmpty() || better == name ? text : tr("%1 Try “%2”.").arg(text, better);
}

void CreateWorkspaceDialog::check() {
    const QString name = m_name->text();
    const NameFault fault = faultOfNewName(name);
    QString note = faultText(fault, name);
    Tint tint = fault == NameFault::Empty ? Tint::SecondaryText : Tint::Danger;
    if (fault == NameFault::None) {
        tint = Tint::Warning;
        if (!m_refused.isEmpty() && name == m_refusedName)
            note = m_refused;
        else if (const Workspace* other = m_workspaces.workspaceByName(name))
            note = tr("There is a workspace of this name already, with the ID %1. Most servers refuse a second one.")
                       .arg(other->id.number());
    }
    const bool isNew = note != m_note->text();
    m_note->setText(note);
    setTextTint(m_note, tint);
    setInvalid(m_name, fault != NameFault::None && fault != NameFault::Empty);
    m_name->setAccessibleDescription(note);
    m_create->setEnabled(fault == NameFault::None);
    if (isNew && isVisible() && !note.isEmpty())
        announce(this, note);
}

} // namespace wallaroo

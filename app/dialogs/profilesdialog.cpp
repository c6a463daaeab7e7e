#include "dialogs/profilesdialog.h"

#include "base/displaytext.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/profiledetails.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/profilecolours.h"
#include "support/prompts.h"
#include "widgets/taborder.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

using Tone = FieldMessage::Tone;

QString fileKinds() {
    return ProfilesDialog::tr("Profiles (*.json)") + QStringLiteral(";;") + ProfilesDialog::tr("All files (*)");
}

QString importedWords(const session::ProfileStore::Imported& imported) {
    QStringList words{ProfilesDialog::tr("%n profiles added.", nullptr, static_cast<int>(imported.added.size()))};
    if (imported.alreadyThere > 0)
        words << ProfilesDialog::tr("%n were here already.", nullptr, imported.alreadyThere);
    if (imported.unreadable > 0)
        words << ProfilesDialog::tr("%n left out: no id, or an address that is refused.", nullptr, imported.unreadable);
    if (imported.repeated > 0)
        words << ProfilesDialog::tr("%n came twice in the file.", nullptr, imported.repeated);
    return words.join(u' ');
}

} // namespace

ProfilesDialog::ProfilesDialog(const Parts& parts, const QUuid& inUse, QWidget* parent)
    : QDialog(parent),
      m_parts(parts),
      m_inUse(inUse),
      m_list(new QListWidget(this)),
      m_details(new ProfileDetails(parts.desktop, this)),
      m_message(new FieldMessage(nullptr, QStringLiteral("profilesMessage"), this)) {
    setObjectName(QStringLiteral("profilesDialog"));
    setWindowTitle(tr("Profiles"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(m_list, &QListWidget::currentRowChanged, this, &ProfilesDialog::showCurrent);
    connect(m_list, &QListWidget::itemActivated, m_signIn, &QPushButton::click);
    connect(m_details, &ProfileDetails::edited, this, &ProfilesDialog::changed);
    fill();
}

void ProfilesDialog::build() {
    const Metrics metrics(this);
    m_list->setObjectName(QStringLiteral("profileList"));
    m_list->setAccessibleName(tr("Profiles"));
    m_list->setMinimumWidth(metrics.px(190));
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_signIn = close->addButton(tr("&Sign in with it"), QDialogButtonBox::AcceptRole);
    setMain(m_signIn);
    m_signIn->setObjectName(QStringLiteral("signInWithProfile"));
    connect(m_signIn, &QPushButton::clicked, this, [this] {
        if (const auto profile = current()) {
            Q_EMIT profileChosen(*profile);
            accept();
        }
    });
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(metrics.px(16));
    middle->addWidget(m_list, 2);
    middle->addWidget(m_details, 3);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(12));
    column->addLayout(middle, 1);
    column->addWidget(buildActions());
    column->addWidget(m_message);
    column->addWidget(close);
    tabInOrderOfLayout(*this);
    resize(metrics.px(700), metrics.px(460));
}

QWidget* ProfilesDialog::buildActions() {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Metrics(this).px(8));
    const auto add = [row, line](const QString& objectName, const QString& text) {
        auto* button = new QPushButton(text, row);
        button->setObjectName(objectName);
        button->setAutoDefault(false);
        line->addWidget(button);
        return button;
    };
    m_duplicate = add(QStringLiteral("duplicateProfile"), tr("&Duplicate"));
    m_rename = add(QStringLiteral("renameProfile"), tr("&Rename"));
    m_delete = add(QStringLiteral("deleteProfile"), tr("De&lete…"));
    line->addStretch(1);
    auto* import = add(QStringLiteral("importProfiles"), tr("&Import…"));
    m_export = add(QStringLiteral("exportProfiles"), tr("&Export…"));
    m_export->setAccessibleDescription(tr("All profiles, without user names and secrets, for a team"));
    m_export->setToolTip(m_export->accessibleDescription());
    connect(m_duplicate, &QPushButton::clicked, this, &ProfilesDialog::duplicate);
    connect(m_rename, &QPushButton::clicked, m_details, &ProfileDetails::editName);
    connect(m_delete, &QPushButton::clicked, this, &ProfilesDialog::askToDelete);
    connect(import, &QPushButton::clicked, this, [this] {
        m_parts.desktop.prompts.chooseFile(this, tr("Import profiles"), fileKinds(), this,
                                           [this](const QString& path) { importFile(path); });
    });
    connect(m_export, &QPushButton::clicked, this, [this] {
        m_parts.desktop.prompts.chooseNewFile(this, tr("Export profiles"), QStringLiteral("wallaroo-profiles.json"),
                                              fileKinds(), this, [this](const QString& path) { exportFile(path); });
    });
    return row;
}

void ProfilesDialog::fill() {
    const auto before = current();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        int row = 0;
        const auto& profiles = m_parts.profiles.profiles();
        const bool hasMarks = std::any_of(profiles.begin(), profiles.end(),
                                          [](const auto& profile) { return profileColour(profile.colour).isValid(); });
        for (const auto& profile : profiles) {
            QString text = displayText(profile.title(), 64);
            if (profile.id == m_inUse)
                text = tr("%1 (in use)").arg(text);
            if (profile.organisation)
                text += u'\n' + tr("set by your organisation", "a profile");
            auto* item = new QListWidgetItem(text, m_list); // owned by the list
            if (hasMarks)
                item->setIcon(colourMarkOrRoom(profile.colour));
            item->setData(Qt::UserRole, profile.id);
            item->setToolTip(displayText(profile.instance.label(), 96));
            if (before && before->id == profile.id)
                row = m_list->count() - 1;
        }
        m_list->setCurrentRow(m_list->count() > 0 ? row : -1);
    }
    showCurrent();
}

void ProfilesDialog::select(const QUuid& id) {
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toUuid() == id)
            m_list->setCurrentRow(row);
    }
}

std::optional<session::Profile> ProfilesDialog::current() const {
    const auto* item = m_list->currentItem();
    return item ? m_parts.profiles.find(item->data(Qt::UserRole).toUuid()) : std::nullopt;
}

void ProfilesDialog::showCurrent() {
    const auto profile = current();
    m_details->setProfile(profile);
    const bool isOwn = profile && !profile->organisation;
    const bool inUse = profile && profile->id == m_inUse;
    m_signIn->setEnabled(profile && !inUse);
    m_duplicate->setEnabled(profile.has_value());
    m_rename->setEnabled(isOwn);
    m_delete->setEnabled(isOwn && !inUse);
    m_export->setEnabled(m_list->count() > 0);
    const QString why = inUse               ? tr("It is in use: sign out first")
                        : profile && !isOwn ? tr("It is set by your organisation")
                                            : QString();
    m_delete->setToolTip(why);
    m_delete->setAccessibleDescription(why);
}

void ProfilesDialog::changed(const session::Profile& profile) {
    const auto saved = m_parts.profiles.edit(profile.id, [&profile](session::Profile& known) {
        known.name = profile.name;
        known.colour = profile.colour;
        known.readOnly = profile.readOnly;
        known.authoritiesPem = profile.authoritiesPem;
        known.pinnedPem = profile.pinnedPem;
    });
    fill();
    report(saved);
    if (saved)
        Q_EMIT profilesChanged();
}

void ProfilesDialog::duplicate() {
    const auto profile = current();
    if (!profile)
        return;
    const auto copy = m_parts.profiles.duplicate(profile->id);
    if (!copy) {
        m_message->say(copy.error());
        return;
    }
    m_message->clear();
    fill();
    select(copy->id);
    m_details->editName();
    Q_EMIT profilesChanged();
}

void ProfilesDialog::askToDelete() {
    const auto profile = current();
    if (!profile)
        return;
    const QString name = isolatedText(profile->title(), 64);
    QString effect =
        tr("Its addresses, CA certificates and settings go. The session at the server is not ended by it.");
    if (profile->hasStoredSecrets())
        effect += u'\n' + tr("What %1 keeps for it is deleted there too.").arg(m_parts.keychainName);
    auto* dialog =
        new ConfirmDialog({tr("Delete a profile"), tr("Delete the profile %1?").arg(name), effect, tr("Delete")}, this);
    connect(dialog, &QDialog::accepted, this, [this, profile] { deleteWithSecrets(*profile); });
    dialog->open();
}

void ProfilesDialog::deleteWithSecrets(const session::Profile& profile) {
    setEnabled(false); // the keychain may take its time
    m_parts.stored.forgetAll(profile.id, this, [this, id = profile.id](const Result<void>& forgotten) {
        setEnabled(true);
        if (forgotten) {
            remove(id);
            return;
        }
        m_message->say(forgotten.error());
        m_message->offer(QStringLiteral("deleteWithoutKeychain"), tr("Delete it all the same"),
                         [this, id] { remove(id); });
    });
}

void ProfilesDialog::remove(const QUuid& id) {
    report(m_parts.profiles.remove(id));
    fill();
    m_list->setFocus();
    Q_EMIT profilesChanged();
}

void ProfilesDialog::importFile(const QString& path) {
    const auto imported = m_parts.profiles.importFrom(path);
    if (!imported) {
        m_message->say(imported.error());
        return;
    }
    fill();
    if (!imported->added.isEmpty())
        select(imported->added.first().id);
    m_message->say(Tone::Good, importedWords(*imported));
    Q_EMIT profilesChanged();
}

void ProfilesDialog::exportFile(const QString& path) {
    QList<QUuid> ids;
    for (const auto& profile : m_parts.profiles.profiles())
        ids << profile.id;
    const auto written = m_parts.profiles.exportTo(path, ids);
    report(written);
    if (written)
        m_message->say(
            Tone::Good,
            tr("Saved as %1, without user names and secrets.").arg(isolatedText(QFileInfo(path).fileName(), 80)));
}

void ProfilesDialog::report(const Result<void>& outcome) {
    if (outcome)
        m_message->clear();
    else
        m_message->say(outcome.error());
}

} // namespace wallaroo

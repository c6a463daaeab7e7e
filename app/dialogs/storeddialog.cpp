#include "dialogs/storeddialog.h"

#include "base/displaytext.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/formscroll.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

QString kindWords(const session::StoredItem& item) {
    const QString client = isolatedText(item.client, 64);
    switch (item.kind) {
    case secrets::Kind::ClientSecret:
    case secrets::Kind::SignInSecret:
        return StoredDialog::tr("Client secret of %1").arg(client);
    case secrets::Kind::RefreshToken:
        return StoredDialog::tr("Refresh token: signs in without the password while the session lives");
    case secrets::Kind::AccessToken:
        return StoredDialog::tr("Access token: for other windows and the command line on this profile");
    }
    return {};
}

} // namespace

StoredDialog::StoredDialog(session::StoredSecrets& stored, session::Session* inUse, const QString& keychainName,
                           QWidget* parent)
    : QDialog(parent),
      m_stored(stored),
      m_inUse(inUse),
      m_place(new QWidget(this)),
      m_empty(plainLabel(tr("Nothing is stored."), this)),
      m_message(new FieldMessage(nullptr, QStringLiteral("storedMessage"), this)) {
    setObjectName(QStringLiteral("storedDialog"));
    setWindowTitle(tr("What is stored where"));
    setAttribute(Qt::WA_DeleteOnClose);
    build(keychainName);
    fill();
    m_items->fitFirst();
}

void StoredDialog::build(const QString& keychainName) {
    const Metrics metrics(this);
    auto* intro =
        plainLabel(tr("Secrets lie in %1, each under the name of this program. Profiles, sizes of windows and "
                      "settings lie in files of this program, without secrets. Passwords are never stored.")
                       .arg(keychainName),
                   this);
    setTextTint(intro, Tint::SecondaryText);
    m_empty->setObjectName(QStringLiteral("storedEmpty"));
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    box->button(QDialogButtonBox::Close)->setFocus();
    auto* placeColumn = new QVBoxLayout(m_place);
    placeColumn->setContentsMargins(0, 0, 0, 0);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(12));
    m_items = new FormScroll(m_place, 620, this); // thirty items need more than a screen
    for (QWidget* part : std::initializer_list<QWidget*>{intro, m_empty})
        column->addWidget(part);
    column->addWidget(m_items, 1);
    column->addWidget(m_message);
    column->addWidget(box);
}

void StoredDialog::fill() {
    delete m_list;
    m_list = new QWidget(m_place);
    m_place->layout()->addWidget(m_list);
    auto* grid = new QGridLayout(m_list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Metrics(this).px(14));
    grid->setVerticalSpacing(Metrics(this).px(8));
    grid->setColumnStretch(1, 1);
    const auto items = m_stored.items();
    for (int row = 0; row < items.size(); ++row)
        addItem(row, items[row]);
    m_empty->setVisible(items.isEmpty());
}

void StoredDialog::addItem(int row, const session::StoredItem& item) {
    auto* grid = static_cast<QGridLayout*>(m_list->layout());
    auto* title = plainLabel(isolatedText(item.title, 64), m_list);
    setTextStyle(title, TextStyle::Strong);
    const QString keychain = item.keychain.isEmpty() ? tr("keychain") : displayText(item.keychain, 64);
    QString what = kindWords(item);
    if (!item.isSure) //: what is perhaps in the keychain
        what += u'\n' + tr("Maybe still stored: the keychain has not said what became of it.");
    auto* kind = plainLabel(what, m_list);
    auto* place = plainLabel(keychain, m_list);
    setTextTint(place, Tint::SecondaryText);
    auto* forgetButton = new QPushButton(tr("Forget"), m_list);
    forgetButton->setObjectName(QStringLiteral("forget%1").arg(row));
    forgetButton->setAccessibleDescription(kind->text() + u' ' + title->text());
    forgetButton->setAutoDefault(false);
    connect(
        forgetButton, &QPushButton::clicked, this, [this, item] { forget(item); }, Qt::QueuedConnection);
    grid->addWidget(title, row, 0);
    grid->addWidget(kind, row, 1);
    grid->addWidget(place, row, 2);
    grid->addWidget(forgetButton, row, 3);
}

void StoredDialog::forget(const session::StoredItem& item) {
    m_message->clear();
    m_list->setEnabled(false);
    const auto done = [this](const Result<void>& forgotten) {
        fill();
        if (!forgotten)
            m_message->say(forgotten.error());
    };
    if (m_inUse && m_inUse->profile().id == item.profile)
        m_inUse->forgetStored(item.kind, this, done);
    else
        m_stored.forget(item.profile, item.kind, this, done);
}

} // namespace wallaroo

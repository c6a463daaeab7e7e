#include "pages/userfilters.h"

#include "base/displaytext.h"
#include "dialogs/askdialog.h"
#include "style/look.h"
#include "widgets/filterchoice.h"
#include "widgets/filterfield.h"

#include <QJsonDocument>
#include <QLayout>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace wallaroo {
namespace {

using When = UserFacets::When;

constexpr int mostDays = 9999;
constexpr int longestName = 60;

QString key(const char* text) {
    return QString::fromLatin1(text);
}

QString textOf(const SavedFilter& filter) {
    return QString::fromUtf8(QJsonDocument(toJson(filter)).toJson(QJsonDocument::Compact));
}

std::optional<SavedFilter> filterOf(const QString& text) {
    return savedFilterFrom(QJsonDocument::fromJson(text.toUtf8()).object());
}

/// "within:30", "not:90", "never", "not-told"; empty for any.
QString keyOf(When when, int days) {
    switch (when) {
    case When::Any:
        return {};
    case When::Within:
        return key("within:") + QString::number(days);
    case When::NotWithin:
        return key("not:") + QString::number(days);
    case When::Never:
        return key("never");
    case When::NotTold:
        return key("not-told");
    }
    return {};
}

void setWhen(const QString& chosen, When& when, int& days) {
    const QString word = chosen.section(u':', 0, 0);
    if (word == key("within"))
        when = When::Within;
    else if (word == key("not"))
        when = When::NotWithin;
    else if (word == key("never"))
        when = When::Never;
    else
        when = word == key("not-told") ? When::NotTold : When::Any;
    if (const int number = chosen.section(u':', 1, 1).toInt(); number > 0)
        days = number;
}

} // namespace

UserFilters::UserFilters(FilterField& field, QLayout& row, QWidget* page)
    : QObject(page),
      m_field(field),
      m_page(page),
      m_status(new FilterChoice(tr("Status"), page)),
      m_type(new FilterChoice(tr("Type"), page)),
      m_signedIn(new FilterChoice(tr("Signed in"), page)),
      m_created(new FilterChoice(tr("Created"), page)),
      m_asked(new FilterChoice(tr("Asked for"), page)),
      m_savedButton(new QPushButton(tr("Saved"), page)),
      m_savedMenu(new QMenu(m_savedButton)) {
    makeChoices();
    for (QWidget* button :
         {static_cast<QWidget*>(m_status), static_cast<QWidget*>(m_type), static_cast<QWidget*>(m_signedIn),
          static_cast<QWidget*>(m_created), static_cast<QWidget*>(m_asked), static_cast<QWidget*>(m_savedButton)})
        row.addWidget(button);
    m_status->setObjectName(key("usersStatus"));
    m_type->setObjectName(key("usersType"));
    m_signedIn->setObjectName(key("usersSignedIn"));
    m_savedButton->setObjectName(key("usersSaved"));
    m_savedButton->setAutoDefault(false);
    m_savedButton->setMenu(m_savedMenu);
    connect(m_savedMenu, &QMenu::aboutToShow, this, &UserFilters::fillSaved);
}

void UserFilters::makeChoices() {
    m_status->setChoices(
        {{key("active"), tr("Active")}, {key("inactive"), tr("Inactive")}, {key("locked"), tr("Locked")}});
    m_type->setChoices(
        {{key("admin"), tr("Administrator")}, {key("user"), tr("User")}, {key("not-told"), tr("not told")}});
    QList<FilterChoice::Choice> signedIn{{key("within:1"), tr("today and yesterday")}};
    for (const int days : {7, 30})
        signedIn << FilterChoice::Choice{key("within:") + QString::number(days), tr("within %n days", nullptr, days)};
    for (const int days : {30, 60, 90})
        signedIn << FilterChoice::Choice{key("not:") + QString::number(days), tr("not for %n days", nullptr, days),
                                         days == 30};
    signedIn << FilterChoice::Choice{key("other"), tr("not for…"), false, true}
             << FilterChoice::Choice{key("never"), tr("never"), true}
             << FilterChoice::Choice{key("not-told"), tr("not told")};
    m_signedIn->setChoices(signedIn);
    QList<FilterChoice::Choice> created;
    for (const int days : {7, 30, 365})
        created << FilterChoice::Choice{key("within:") + QString::number(days), tr("within %n days", nullptr, days)};
    created << FilterChoice::Choice{key("not:365"), tr("longer ago"), true}
            << FilterChoice::Choice{key("not-told"), tr("not told")};
    m_created->setChoices(created);
    m_asked->setChoices({{key("something"), tr("something")}, {key("nothing"), tr("nothing")}});

    connect(m_status, &FilterChoice::chosen, this, [this](const QString& chosen) {
        m_facets.statuses.clear();
        if (!chosen.isEmpty())
            m_facets.statuses << (chosen == key("active")     ? UserStatus::Active
                                  : chosen == key("inactive") ? UserStatus::Inactive
                                                              : UserStatus::Locked);
        Q_EMIT changed();
    });
    connect(m_type, &FilterChoice::chosen, this, [this](const QString& chosen) {
        m_facets.types.clear();
        if (!chosen.isEmpty())
            m_facets.types << (chosen == key("admin")  ? UserType::Administrator
                               : chosen == key("user") ? UserType::User
                                                       : UserType::NotTold);
        Q_EMIT changed();
    });
    connect(m_signedIn, &FilterChoice::chosen, this, &UserFilters::chooseSignIn);
    connect(m_created, &FilterChoice::chosen, this, &UserFilters::chooseCreated);
    connect(m_asked, &FilterChoice::chosen, this, [this](const QString& chosen) {
        m_facets.actionPending = chosen.isEmpty() ? std::nullopt : std::optional(chosen == key("something"));
        Q_EMIT changed();
    });
}

void UserFilters::chooseSignIn(const QString& chosen) {
    if (chosen == key("other")) {
        askForDays();
        return;
    }
    setWhen(chosen, m_facets.signedIn, m_facets.signedInDays);
    Q_EMIT changed();
}

void UserFilters::chooseCreated(const QString& chosen) {
    setWhen(chosen, m_facets.created, m_facets.createdDays);
    Q_EMIT changed();
}

void UserFilters::askForDays() {
    auto* dialog = new AskDialog(tr("Not signed in for how many days?"), tr("&Days"), tr("&Filter"), m_page);
    dialog->askForNumber(1, mostDays, m_facets.signedInDays);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_facets.signedIn = When::NotWithin;
        m_facets.signedInDays = dialog->number();
        showFacets();
        Q_EMIT changed();
    });
    dialog->open();
}

void UserFilters::setFacets(const UserFacets& facets) {
    if (facets == m_facets)
        return;
    m_facets = facets;
    showFacets();
    Q_EMIT changed();
}

void UserFilters::showFacets() {
    const auto only = [](const auto& set) { return set.size() == 1 ? std::optional(*set.begin()) : std::nullopt; };
    const auto status = only(m_facets.statuses);
    m_status->setCurrent(!status                         ? QString()
                         : *status == UserStatus::Active ? key("active")
                         : *status == UserStatus::Locked ? key("locked")
                                                         : key("inactive"));
    const auto type = only(m_facets.types);
    m_type->setCurrent(!type                              ? QString()
                       : *type == UserType::Administrator ? key("admin")
                       : *type == UserType::User          ? key("user")
                                                          : key("not-told"));
    const bool isOther = m_facets.signedIn == When::NotWithin;
    m_signedIn->setCurrent(keyOf(m_facets.signedIn, m_facets.signedInDays),
                           isOther ? tr("not for %n days", nullptr, m_facets.signedInDays) : QString());
    m_created->setCurrent(keyOf(m_facets.created, m_facets.createdDays));
    m_asked->setCurrent(!m_facets.actionPending   ? QString()
                        : *m_facets.actionPending ? key("something")
                                                  : key("nothing"));
}

QString UserFilters::words() const {
    QStringList parts;
    for (const auto* choice : {m_status, m_type, m_signedIn, m_created, m_asked}) {
        if (!choice->current().isEmpty())
            parts << choice->text().replace(QStringLiteral("&&"), QStringLiteral("&"));
    }
    return parts.join(QStringLiteral(", "));
}

QStringList UserFilters::saved() const {
    QStringList texts;
    for (const SavedFilter& filter : m_saved)
        texts << textOf(filter);
    return texts;
}

QString UserFilters::chosen() const {
    SavedFilter kept{key("chosen"), {}, m_facets};
    kept.facets.statuses.remove(UserStatus::Locked);
    return kept.facets.isEmpty() ? QString() : textOf(kept);
}

void UserFilters::setChosen(const QString& chosen) {
    const auto kept = filterOf(chosen);
    setFacets(kept ? kept->facets : UserFacets());
}

void UserFilters::setSaved(const QStringList& saved) {
    m_saved.clear();
    for (const QString& text : saved) {
        if (const auto filter = filterOf(text))
            m_saved << *filter;
    }
}

void UserFilters::fillSaved() {
    m_savedMenu->clear();
    for (const SavedFilter& filter : m_saved) {
        m_savedMenu->addAction(escapedAmpersands(displayText(filter.name, longestName)), this, [this, filter] {
            m_field.setText(filter.words);
            setFacets(filter.facets);
        });
    }
    m_savedMenu->addSeparator();
    const bool isSomething = !m_facets.isEmpty() || !m_field.text().isEmpty();
    m_savedMenu->addAction(tr("Save this filter…"), this, &UserFilters::askForName)->setEnabled(isSomething);
    if (m_saved.isEmpty())
        return;
    auto* removal = m_savedMenu->addMenu(tr("Remove"));
    for (const SavedFilter& filter : m_saved) {
        removal->addAction(escapedAmpersands(displayText(filter.name, longestName)), this, [this, name = filter.name] {
            m_saved.removeIf([&name](const SavedFilter& one) { return one.name == name; });
            Q_EMIT savedChanged();
        });
    }
}

void UserFilters::askForName() {
    auto* dialog = new AskDialog(tr("Save this filter under which name?"), tr("&Name"), tr("&Save"), m_page);
    dialog->askForText(longestName);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const QString name = dialog->text();
        m_saved.removeIf([&name](const SavedFilter& one) { return one.name == name; });
        m_saved << SavedFilter{name, m_field.text(), m_facets};
        Q_EMIT savedChanged();
    });
    dialog->open();
}

} // namespace wallaroo

package org.psopruner.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What there is on a page, as users know it. */
final class PageParts {
  private PageParts() {}

  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator field(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** The heading of the view. */
  static Locator title(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true));
  }

  /** A chart or a drawing whose description has these words. */
  static Locator chart(Page page, String words) {
    return page.locator("[role=img][aria-label*='" + words + "']").first();
  }

  /** A figure at the top of an experiment. */
  static Locator figure(Page page, String name) {
    return page.locator(".figure", new Page.LocatorOptions().setHasText(name));
  }

  /** Where the experiment is in its life. */
  static Locator state(Page page) {
    return page.locator(".badge");
  }

  /** What the user is asked; nothing else can be done until it is answered. */
  static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** Opens a group of fields, or a table. */
  static void unfold(Page page, String summary) {
    page.locator("summary", new Page.LocatorOptions().setHasText(summary)).first().click();
  }
}
